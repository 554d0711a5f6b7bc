"""The sections that are one form: the commission, how its bodies decide, its working week, its documents' languages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QLabel, QWidget
from sqlalchemy.orm import Session

from desktop.codes import Frequency, MajorityOf, Threshold
from desktop.language import LANGUAGE_CODES, OWN_NAMES, Language, Wording, message
from desktop.records.base import find, read_values
from desktop.records.commission.commission import Commission, find_commission
from desktop.records.commission.country_rules import RuleGroup
from desktop.records.commission.rules import (
    change_commission_rules,
    set_frequency,
    set_majority,
    set_quorum,
    set_second_call,
)
from desktop.records.commission.term import MONTHS, list_month_names, name_months
from desktop.records.meetings.voting import DecisionRules
from desktop.records.people.body import Body, list_bodies
from desktop.windows.desk import Desk
from desktop.windows.forms.choices import bodies, countries
from desktop.windows.forms.chooser import Chooser, Option
from desktop.windows.forms.form import Field, Kind
from desktop.windows.settings.section import FormSection


def document_languages(_desk: Desk) -> list[Option]:
    return [Option(code, OWN_NAMES[code]) for code in LANGUAGE_CODES]


def weekdays(desk: Desk) -> list[Option]:
    """The days of the week by ISO number, as the country calls them."""
    names = desk.language.locale.days["stand-alone"]["wide"]
    return [Option(day, names[day - 1]) for day in range(1, 8)]


class CommissionForm(FormSection):
    """A form on the commission's own record."""

    def read(self, session: Session) -> dict[str, Any]:
        names = [field.name for field in self.fields]
        return read_values(session, Commission, find_commission(session).id, names)

    def write(self, session: Session, values: Mapping[str, Any]) -> None:
        change_commission_rules(session, values)


class CommissionSection(CommissionForm):
    key = "commission"
    title = message("Commission")
    explains = message("Whose register this is. Documents and the names of months follow it.")
    icon = "bank"
    saved = message("Commission’s profile changed")
    fields = (
        Field("name", message("Name"), Kind.LONG_WORDING, required=True),
        Field("acronym", message("Acronym"), half=True),
        Field("country", message("Country"), Kind.CHOICE, required=True, half=True, options=countries),
        Field("signatory_name", message("Who signs"), Kind.WORDING),
        Field("signatory_title", message("Function of who signs"), Kind.WORDING),
        Field("secretary_name", message("Secretary of the meetings"), Kind.WORDING),
        Field("secretary_title", message("Function of the secretary"), Kind.WORDING),
        Field("smallest_count", message("Smallest count of people shown"), Kind.NUMBER, required=True, half=True,
              hint=message("Counts below it are not shown to partners or the public.")),
        Field("attachment_megabytes", message("Largest attachment, in MB"), Kind.NUMBER, half=True,
              hint=message("Empty: 50 MB.")),
    )  # fmt: skip


class WeekSection(CommissionForm):
    key = "week"
    title = message("Working week")
    explains = message("The days on which offices work. Deadlines are proposed on one of them.")
    icon = "calendar-blank"
    group = RuleGroup.WEEK
    saved = message("Working week changed")
    fields = (Field("working_week", message("Working days"), Kind.CHOICES, required=True, options=weekdays),)

    def read(self, session: Session) -> dict[str, Any]:
        return {"working_week": find_commission(session).working_week}

    def write(self, session: Session, values: Mapping[str, Any]) -> None:
        super().write(session, {"working_week": sorted(values["working_week"])})


class DocumentLanguagesSection(CommissionForm):
    key = "documents"
    title = message("Languages of documents")
    explains = message("In which languages documents are written, the first one first.")
    icon = "translate"
    group = RuleGroup.LANGUAGES
    saved = message("Languages of documents changed")
    fields = (
        Field("language", message("Working language"), Kind.CHOICE, required=True, options=document_languages),
        Field("document_languages", message("Languages of documents"), Kind.CHOICES, required=True,
              options=document_languages),
        Field("hijri_dates", message("Show the Hijri date beside the Gregorian"), Kind.YES_NO),
    )  # fmt: skip

    def read(self, session: Session) -> dict[str, Any]:
        return {**super().read(session), "document_languages": find_commission(session).document_languages}

    def write(self, session: Session, values: Mapping[str, Any]) -> None:
        super().write(session, {**values, "document_languages": list(values["document_languages"])})


class MonthsSection(FormSection):
    """The names of the months: those of the country, until the commission writes its own."""

    key = "months"
    title = message("Names of months")
    explains = message("In dates of documents and of the window; the country’s where nothing else is written.")
    icon = "calendar-dots"
    group = RuleGroup.MONTHS
    saved = message("Names of months changed")
    fields = tuple(
        Field(code, message("Month {number}", number=number), Kind.WORDING, half=True)
        for code, number in MONTHS.items()
    )

    def read(self, session: Session) -> dict[str, Any]:
        own, usual = list_month_names(session), self._usual()
        return {code: own.get(number, usual[number]) for code, number in MONTHS.items()}

    def write(self, session: Session, values: Mapping[str, Any]) -> None:
        usual = self._usual()
        named = {number: values[code] for code, number in MONTHS.items()}
        name_months(session, {number: name for number, name in named.items() if name and name != usual[number]})

    def _usual(self) -> dict[int, Wording]:
        """What the country calls the months."""
        country = self.desk.commission.country
        languages = [Language(code, country) for code in LANGUAGE_CODES]
        return {number: Wording(*(each.month(number) for each in languages)) for number in MONTHS.values()}


class RulesSection(FormSection):
    """How one of the bodies decides; which one is chosen above the form."""

    key = "rules"
    title = message("Quorum and majority")
    explains = message("How each body meets and decides. Quorum bars, minutes and notices follow these rules.")
    icon = "gavel"
    group = RuleGroup.BODY
    saved = message("Rules of a body changed")
    fields = (
        Field("quorum_threshold", message("Quorum is reached with"), Kind.CODE, required=True, half=True,
              codes=tuple(Threshold)),
        Field("quorum_share", message("Share of the voting members"), Kind.SHARE, required=True, half=True),
        Field("second_call_days", message("Second call, days later"), Kind.NUMBER, half=True,
              hint=message("Empty where there is none.")),
        Field("second_call_share", message("Quorum of the second call"), Kind.SHARE, half=True,
              hint=message("Empty: as at the first. 0: whatever the attendance.")),
        Field("majority_threshold", message("A vote is carried with"), Kind.CODE, required=True, half=True,
              codes=tuple(Threshold)),
        Field("majority_share", message("Share of the votes"), Kind.SHARE, required=True, half=True),
        Field("majority_of", message("Counted among"), Kind.CODE, required=True, half=True, codes=tuple(MajorityOf)),
        Field("meets_every", message("How often it meets"), Kind.CODE, half=True, codes=tuple(Frequency)),
        Field("casting_vote", message("In a tie, the chair’s vote decides"), Kind.YES_NO),
    )  # fmt: skip

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self.which = Chooser(desk, parent=self)
        self.which.set_options(lambda: bodies(desk))
        self.which.edited.connect(self._on_body_chosen)
        self._of = QLabel(self)
        self._of.setObjectName("field-label")
        self._of.setBuddy(self.which)
        self.body.insertWidget(0, self._of)
        self.body.insertWidget(1, self.which)
        self._body_id: str | None = None

    @property
    def body_id(self) -> str | None:
        return self._body_id

    def retranslate(self) -> None:
        super().retranslate()
        self._of.setText(self.desk.language.text("Body"))
        self.which.setAccessibleName(self._of.text())
        self.which.retranslate()

    def refresh(self) -> None:
        with self.desk.reading() as session:
            known = [row.id for row in list_bodies(session)]
        if self._body_id not in known:
            self._body_id = known[0] if known else None
        self.form.setEnabled(self._body_id is not None)
        self.which.set_value(self._body_id)
        if self._body_id is not None:
            super().refresh()

    def _on_body_chosen(self) -> None:
        if self.leave():
            self._body_id = self.which.value()
            self.discard()
            self.refresh()
        else:
            self.which.set_value(self._body_id)

    def read(self, session: Session) -> dict[str, Any]:
        if self._body_id is None:
            return {}
        body = find(session, Body, self._body_id)
        decides = body.decision_rules
        return {
            "quorum_share": body.quorum_share(False),
            "quorum_threshold": body.quorum_threshold,
            "second_call_days": body.second_call_days,
            "second_call_share": None if body.second_call_part is None else body.quorum_share(True),
            "majority_share": decides.share,
            "majority_threshold": decides.threshold,
            "majority_of": decides.of,
            "casting_vote": decides.casting_vote,
            "meets_every": body.meets_every,
        }

    def write(self, session: Session, values: Mapping[str, Any]) -> None:
        body_id = self._body_id
        assert body_id is not None
        set_quorum(session, body_id, values["quorum_share"], values["quorum_threshold"])
        set_second_call(session, body_id, values["second_call_days"], values["second_call_share"])
        set_majority(
            session,
            body_id,
            DecisionRules(
                values["majority_share"], values["majority_threshold"], values["majority_of"], values["casting_vote"]
            ),
        )
        set_frequency(session, body_id, values["meets_every"])
