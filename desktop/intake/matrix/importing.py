"""What a matrix brings into a register: worked out beside the register first, entered in one step once it is wanted.

Nothing is invented: what is not understood is left out and said, line by line; what is in the register already is not
entered again. Recommendations of UPR Info and the UHRI come with their source.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from desktop.codes import ActionStatus, Channel, Code, SourceKind
from desktop.documents.tables.reading import read_workbook
from desktop.documents.tables.workbook import Value, Workbook
from desktop.intake import answers
from desktop.intake.matrix import deadlines, known_formats, words
from desktop.intake.matrix.columns import Part
from desktop.intake.matrix.finding import Table, find_table
from desktop.intake.matrix.institutions import Match, Matcher
from desktop.language import LanguageCode, Message, Refusal, Wording, label, message
from desktop.records.commission.commission import find_commission, list_pillars, list_themes
from desktop.records.follow_up.batch import NewAction, NewRecommendation, enter_all
from desktop.records.follow_up.known import known_actions, known_recommendations, whole
from desktop.records.framework.source import Source, list_sources
from desktop.records.meetings.meeting import find_meeting_id
from desktop.records.people.institution import InstitutionFilter, list_institution_ids, list_institutions
from desktop.records.register import Register
from desktop.records.search.words import fold

Tell = Callable[[int, int], bool]


@dataclass(frozen=True)
class Choices:
    """What whoever imports has decided."""

    parts: Mapping[str, Part] = field(default_factory=dict)
    """What columns hold, by their headings, where the guess is to be corrected."""
    institutions: Mapping[str, str] = field(default_factory=dict)
    """Which institution a name means, by acronym."""
    source: str | None = None
    """The short name of the source that all recommendations come from; it has to be in the register."""
    countries: Sequence[str] = ()
    """ISO codes of the countries whose recommendations are wanted, where the file says countries; the register's own
    where none are named."""
    every_country: bool = False


@dataclass(frozen=True)
class Problem:
    """Something that was not understood, and so is left out."""

    row: int
    """In the file, from 1."""
    why: Message


class Brought(Code):
    """What a matrix brings."""

    RECOMMENDATION = "recommendation", label("brought", "new recommendations")
    UNDER_KNOWN = "under_known", label("brought", "new actions of recommendations in the register")
    ALONE = "alone", label("brought", "actions by themselves")

    @classmethod
    def of(cls, new: NewRecommendation) -> Brought:
        if new.values:
            return cls.RECOMMENDATION
        return cls.UNDER_KNOWN if new.known else cls.ALONE


@dataclass
class ImportPlan:
    """What would be entered, and what was left out."""

    table: Table
    new: list[NewRecommendation] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unsure: list[Match] = field(default_factory=list)
    """Names that nobody has decided on, with the institution each may mean; without an answer they are left out."""
    known_before: int = 0
    """Lines that are in the register already."""
    other_countries: int = 0
    """Lines about countries that are not wanted."""
    sources: dict[str, known_formats.NewSource] = field(default_factory=dict)
    """Sources that have to be entered first, by short name."""

    def without(self, left_out: Collection[str]) -> ImportPlan:
        """The plan without the recommendations and actions of these ids; one left out takes its actions with it."""
        new = [
            replace(each, actions=[action for action in each.actions if action.id not in left_out])
            for each in self.new
            if each.id not in left_out
        ]
        return replace(self, new=[each for each in new if each.values or each.actions])

    @property
    def recommendations(self) -> int:
        return sum(bool(new.values) for new in self.new)

    @property
    def actions(self) -> int:
        return sum(len(new.actions) for new in self.new)


def read_table(path: Path, parts: Mapping[str, Part] | None = None) -> Table:
    """The table of a file, with what its columns hold; ``parts`` correct the guess, by heading."""
    return table_of(read_workbook(path), parts)


def table_of(book: Workbook, parts: Mapping[str, Part] | None = None) -> Table:
    """As :func:`read_table`, of a workbook that has been read."""
    table = find_table(book)
    if not parts:
        return table
    wanted = {fold(heading): part for heading, part in parts.items()}
    corrected = tuple(
        wanted.get(fold(heading), part) for heading, part in zip(table.headings, table.parts, strict=True)
    )
    return replace(table, parts=corrected)


def plan_import(register: Register, table: Table, choices: Choices | None = None) -> ImportPlan:
    """Work out what a table brings."""
    with register.reading() as session:
        return plan_within(session, table, choices or Choices())


def plan_within(session: Session, table: Table, choices: Choices) -> ImportPlan:
    """As :func:`plan_import`, with a session that reads."""
    return _Planner(session, table, choices).plan()


def carry_out(register: Register, plan: ImportPlan, today: dt.date | None = None, tell: Tell | None = None) -> None:
    """Enter what was planned, in one step that is undone as a whole.

    Raises :class:`Refusal` where a rule forbids it, or where ``tell`` asks to stop; then nothing is entered.
    """
    day = today or dt.date.today()
    step = message("{count} recommendations and {actions} actions imported", count=plan.recommendations,
                   actions=plan.actions)  # fmt: skip
    with register.changing(step, Channel.IMPORT) as session:
        ids = _enter_sources(session, plan)
        for new in plan.new:
            if isinstance(new.values.get("source_id"), known_formats.NewSource):
                new.values = {**new.values, "source_id": ids[new.values["source_id"].code]}
        if not enter_all(session, plan.new, day.year, tell or (lambda _done, _of: True)):
            raise Stopped(message("The import was stopped. Nothing was entered."))


class Stopped(Refusal):
    """Whoever imports has stopped it."""


def _enter_sources(session: Session, plan: ImportPlan) -> dict[str, str]:
    ids: dict[str, str] = {}
    for code, new in plan.sources.items():
        made = Source(code=code, title=new.title, kind=SourceKind.REPORT, adopted_on=new.adopted_on)
        session.add(made)
        session.flush()
        ids[code] = made.id
    return ids


class _Planner:
    def __init__(self, session: Session, table: Table, choices: Choices) -> None:
        self.session, self.table, self.choices = session, table, choices
        self.plan_ = ImportPlan(table)
        commission = find_commission(session)
        self.own_country = commission.country
        ids = list_institution_ids(session, InstitutionFilter(), "fr")
        self.matcher = Matcher(list_institutions(session, ids), choices.institutions)
        self.pillars = _by_name(list_pillars(session))
        self.themes = _by_name(list_themes(session))
        self.sources = {fold(row.code): row.id for row in list_sources(session)}
        self.format = known_formats.recognise(table.headings)
        texts = (str(row[place]) for row in table.rows for place, part in enumerate(table.parts)
                 if part in (Part.TEXT, Part.ACTION) and place < len(row) and row[place])  # fmt: skip
        self.latin: LanguageCode = words.latin_language(texts, commission.language)
        self.places: dict[Part, list[int]] = {}
        for place, part in enumerate(table.parts):
            self.places.setdefault(part, []).append(place)
        self.meetings: dict[str, str | None] = {}

    def plan(self) -> ImportPlan:
        merged: dict[Any, NewRecommendation] = {}
        before, acted = known_recommendations(self.session), known_actions(self.session)
        for number, row in zip(self.table.numbers, self.table.rows, strict=True):
            self.row = number
            found = self._line(row)
            if found is None:
                continue
            key = _key(found)
            if key in before:
                recommendation_id = before[key]
                found.actions = [each for each in found.actions if (recommendation_id, _title(each)) not in acted]
                if not found.actions:
                    self.plan_.known_before += 1
                    continue
                # Only its actions are new: they go under the one that is there.
                found = NewRecommendation({}, actions=found.actions, id=recommendation_id, known=True, said=found.said)
                if key in merged:
                    _join(merged[key], found)
                else:
                    merged[key] = found
                continue
            if not found.values:
                found.actions = [each for each in found.actions if (None, _title(each)) not in acted]
                if not found.actions:
                    self.plan_.known_before += 1
                    continue
                merged[len(merged)] = found
            elif key in merged:
                _join(merged[key], found)
            else:
                merged[key] = found
        self.plan_.new = list(merged.values())
        self._part_numbers()
        seen: dict[str, Match] = {match.said: match for match in self.plan_.unsure}
        self.plan_.unsure = list(seen.values())
        return self.plan_

    def _part_numbers(self) -> None:
        """Numbers of a source that stand for several of its recommendations say nothing, and are left out."""
        often = Counter(_numbered(new) for new in self.plan_.new if _numbered(new) is not None)
        for new in self.plan_.new:
            if (key := _numbered(new)) is not None and often[key] > 1:
                new.values = {**new.values, "source_number": None}

    # --- one line ----------------------------------------------------------------------------------------------------

    def _line(self, row: Sequence[Value]) -> NewRecommendation | None:
        text, action = self._text(row, Part.TEXT), self._text(row, Part.ACTION)
        if not text and not action:
            return None
        countries = self._countries(row)
        if countries is None:
            self.plan_.other_countries += 1
            return None
        lead, supporting = self._institutions(row)
        new = NewRecommendation({}, countries=countries)
        if text:
            paragraph, text = self.format.split(text) if self.format else (None, text)
            new.values = {"text": answers.worded(text, self.latin), **self._origin(row, paragraph)}
            new.said = text
            if (said := self._text(row, Part.POSITION)) and (position := self._read(words.position, said)):
                new.values["position"] = position
            new.addressees = [each for each in (lead, *supporting) if each]
            new.pillars = self._named(row, Part.PILLAR, self.pillars)
            new.themes = self._named(row, Part.THEME, self.themes)
        if action or self._has_follow_up(row):
            values = self._follow_up(row, lead)
            said = action or text or ""
            values["title"] = answers.worded(said, self.latin)
            # The lead institution does not support itself.
            new.actions = [NewAction(values, [each for each in supporting if each != lead], said=said)]
        return new

    def _text(self, row: Sequence[Value], part: Part) -> str:
        found = [self._read(answers.words, row[place]) for place in self.places.get(part, ()) if place < len(row)]
        return "\n".join(each for each in found if each)

    def _value(self, row: Sequence[Value], part: Part) -> Value:
        place = next(iter(self.places.get(part, ())), None)
        return None if place is None or place >= len(row) else row[place]

    def _read(self, understand: Callable[[Any], Any], value: Any) -> Any:
        """What a cell means; where it cannot be said, it is left out and told of."""
        try:
            return understand(value)
        except answers.Unclear as unclear:
            self._problem(unclear.message)
            return None

    def _problem(self, why: Message) -> None:
        self.plan_.problems.append(Problem(self.row, why))

    def _countries(self, row: Sequence[Value]) -> list[str] | None:
        """The countries a line is about; ``None`` where it is about others than those wanted."""
        said = self._text(row, Part.COUNTRY)
        if not said:
            return []
        named = [each.strip(" -\t") for each in said.replace(";", "\n").split("\n") if each.strip(" -\t")]
        found = [words.country(each) for each in named]
        wanted = self.choices.countries or (self.own_country,)
        if not self.choices.every_country and not set(found) & set(wanted):
            return None
        for name, code in zip(named, found, strict=True):
            if code is None:
                self._problem(message("“{said}” is not a country that is known.", said=name))
        return [code for code in found if code and (self.choices.every_country or code in wanted)]

    def _institutions(self, row: Sequence[Value]) -> tuple[str | None, list[str]]:
        """The institution in charge, and those that support it: several in charge are one and its partners."""
        in_charge = self._matched(row, Part.LEAD)
        lead = in_charge[0] if in_charge else None
        others = (*in_charge[1:], *self._matched(row, Part.SUPPORTING))
        return lead, [each for each in dict.fromkeys(others) if each and each != lead]

    def _matched(self, row: Sequence[Value], part: Part) -> list[str | None]:
        """The institutions a cell names, by id; ``None`` in the place of one that is not sure."""
        found: list[str | None] = []
        for match in self.matcher.matches(said) if (said := self._text(row, part)) else ():
            found.append(match.institution.id if match.institution is not None and match.sure else None)
            if not match.sure:
                self.plan_.unsure.append(match)
            if match.institution is None:
                self._problem(message("“{said}” is no institution of this register.", said=match.said))
        return found

    def _origin(self, row: Sequence[Value], paragraph: str | None) -> dict[str, Any]:
        """Where a recommendation comes from: a source, a meeting, or nothing that is known."""
        number = self._text(row, Part.SOURCE_NUMBER)[:64] or None
        cycle, where = self._text(row, Part.CYCLE)[:64] or None, self._text(row, Part.PARAGRAPH)[:64] or paragraph
        if self.format is not None:
            source = self.format.source(lambda part: self._text(row, part), lambda heading: self._cell(row, heading))
            known = self.sources.get(fold(source.code))
            if known is None:
                self.plan_.sources[source.code] = source
            by = self._text(row, Part.RECOMMENDED_BY).replace("\n", ", ").strip(" -")
            title = Wording(en=f"{source.title.en}: {by}") if by and source.title.en else Wording()
            return {
                "source_id": known or source, "cycle": self.format.cycle(cycle), "paragraph": where,
                "source_number": None, "title": title,
            }  # fmt: skip
        said = self.choices.source or self._text(row, Part.SOURCE)
        if said:
            if (known := self.sources.get(fold(said))) is not None:
                return {"source_id": known, "source_number": number, "cycle": cycle, "paragraph": where}
            if (meeting := self._meeting(said)) is not None:
                return {"meeting_id": meeting}
            self._problem(message("“{said}” is neither a source nor a meeting of this register.", said=said))
        return {}

    def _cell(self, row: Sequence[Value], heading: str) -> Value:
        """What stands under a heading, whatever the column is taken for."""
        wanted = fold(heading)
        for place, each in enumerate(self.table.headings):
            if fold(each) == wanted and place < len(row):
                return row[place]
        return None

    def _meeting(self, said: str) -> str | None:
        if said not in self.meetings:
            try:
                self.meetings[said] = find_meeting_id(self.session, said)
            except Refusal:  # no meeting has this number
                self.meetings[said] = None
        return self.meetings[said]

    def _named(self, row: Sequence[Value], part: Part, known: Mapping[str, str]) -> list[str]:
        said = self._text(row, part).replace("\n", ",").replace(";", ",").split(",")
        found = (known.get(fold(each.strip(" -"))) for each in said)
        return [each for each in found if each]

    def _has_follow_up(self, row: Sequence[Value]) -> bool:
        parts = (Part.DEADLINE, Part.STATUS, Part.PROGRESS)
        return self.format is None and any(self._value(row, part) not in (None, "") for part in parts)

    def _follow_up(self, row: Sequence[Value], lead: str | None) -> dict[str, Any]:
        values: dict[str, Any] = {"lead_id": lead}
        due = self._value(row, Part.DEADLINE)
        values["due"] = self._read(deadlines.deadline, due)
        start = self._read(deadlines.deadline, self._value(row, Part.START))
        if start and values["due"] and start > values["due"]:
            self._problem(message("The deadline is before the start."))
        else:
            values["start"] = start
        status = self._read(answers.status, self._value(row, Part.STATUS))
        progress = self._read(answers.percentage, self._value(row, Part.PROGRESS))
        if status is None and progress:
            status = ActionStatus.REPORTED if progress == 100 else ActionStatus.IN_PROGRESS
        values["status"] = status or ActionStatus.PLANNED
        finished = values["status"] in (ActionStatus.REPORTED, ActionStatus.VERIFIED)
        values["progress"] = 100 if finished else progress or 0
        remarks = [
            f"{self.table.headings[place]}: {said}"
            for place in self.places.get(Part.COMMENT, ())
            if place < len(row) and (said := self._read(answers.words, row[place]))
        ]
        if deadlines.is_continuous(due):
            remarks.append(f"{self.table.headings[self.places[Part.DEADLINE][0]]}: {answers.text(due)}")
        if remarks:
            values["description"] = answers.worded("\n".join(remarks), self.latin)
        return values


def _by_name(named: Sequence[tuple[str, Wording]]) -> dict[str, str]:
    return {fold(name): each for each, wording in named for name in wording.as_dict().values() if name}


def _key(new: NewRecommendation) -> Any:
    """What tells a recommendation from others: its words, and where it comes from."""
    if not new.values:
        return None
    source = new.values.get("source_id")
    code = source.code if isinstance(source, known_formats.NewSource) else source
    return (
        whole(new.values["text"]), code, new.values.get("cycle"), new.values.get("meeting_id"),
        tuple(sorted(new.countries)),
        fold(new.values["title"].en or "") if new.values.get("title") else "",
    )  # fmt: skip


def _numbered(new: NewRecommendation) -> Any:
    number = new.values.get("source_number")
    return (new.values.get("source_id"), new.values.get("cycle"), number) if number else None


def _title(action: NewAction) -> str:
    return whole(action.values["title"])


def _join(first: NewRecommendation, more: NewRecommendation) -> None:
    """Two lines of one recommendation: its actions stand together, its addressees are all of theirs."""
    titles = {_title(each) for each in first.actions}
    first.actions += [each for each in more.actions if _title(each) not in titles]
    first.addressees = list(dict.fromkeys([*first.addressees, *more.addressees]))
    first.pillars = list(dict.fromkeys([*first.pillars, *more.pillars]))
    first.themes = list(dict.fromkeys([*first.themes, *more.themes]))
