"""A register as large as a country's in twenty years, made in seconds: to measure lists with and to try the window on.

``python -m tests.large_register PATH`` makes one and says how fast. Nothing is left to chance: on one day, the same
sizes give the same register. Rows go straight into the tables, so the journal does not tell how they came.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import time
from collections import Counter as Tally
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from desktop.codes import (
    ActionStatus,
    AgendaItemKind,
    Capacity,
    Channel,
    DecisionMethod,
    Implementation,
    InstitutionKind,
    Level,
    MeetingKind,
    MeetingMode,
    MeetingStatus,
    MinutesStatus,
    Position,
    Presence,
    Priority,
    Sex,
    Standing,
)
from desktop.language import LANGUAGE_CODES, Wording
from desktop.records import guard, schema
from desktop.records.numbering import DEFAULT_PATTERNS, serial, written
from desktop.records.register import Register
from desktop.records.search import index as search_index
from desktop.records.search.index import NOTHING, cut, make_entry
from desktop.records.search.words import SORTED_LETTERS, fold

Row = dict[str, Any]

FIRST_YEAR, YEARS = 2008, 20

VERBS = (
    Wording("Former", "تدريب", "Train"),
    Wording("Sensibiliser", "توعية", "Raise awareness among"),
    Wording("Équiper", "تجهيز", "Equip"),
    Wording("Recruter et affecter", "توظيف وتعيين", "Recruit and assign"),
    Wording("Réunir chaque trimestre", "عقد اجتماع فصلي مع", "Convene every quarter"),
    Wording("Diffuser le guide auprès de", "تعميم الدليل على", "Circulate the guide to"),
    Wording("Évaluer les besoins de", "تقييم احتياجات", "Assess the needs of"),
    Wording("Désigner un point focal pour", "تعيين نقطة اتصال لفائدة", "Designate a focal point for"),
    Wording("Ouvrir une ligne d’écoute pour", "فتح خط إنصات لفائدة", "Open a helpline for"),
    Wording("Signer un protocole avec", "توقيع بروتوكول مع", "Sign a protocol with"),
)
WHOM = (
    Wording("les magistrats", "القضاة", "judges and prosecutors"),
    Wording("les inspecteurs du travail", "مفتشي الشغل", "labour inspectors"),
    Wording("les agents aux frontières", "أعوان الحدود", "border officers"),
    Wording("les assistantes sociales", "المساعدات الاجتماعيات", "social workers"),
    Wording("les médecins des urgences", "أطباء المستعجلات", "emergency physicians"),
    Wording("les avocats commis d’office", "المحامين المعينين في إطار المساعدة القضائية", "legal aid lawyers"),
    Wording("les directrices d’école", "مديرات المدارس", "head teachers"),
    Wording("les centres d’accueil", "مراكز الإيواء", "shelters"),
    Wording("les associations d’aide aux victimes", "جمعيات مساعدة الضحايا", "victim support associations"),
    Wording("les interprètes judiciaires", "التراجمة المحلفين", "court interpreters"),
)
PLACES = (
    Wording("à Rabat", "بالرباط", "in Rabat"),
    Wording("à Casablanca", "بالدار البيضاء", "in Casablanca"),
    Wording("à Tanger", "بطنجة", "in Tangier"),
    Wording("à Oujda", "بوجدة", "in Oujda"),
    Wording("à Agadir", "بأكادير", "in Agadir"),
    Wording("à Fès", "بفاس", "in Fez"),
    Wording("à Laâyoune", "بالعيون", "in Laayoune"),
    Wording("à Béni Mellal", "ببني ملال", "in Beni Mellal"),
    Wording("dans les zones rurales", "في المناطق القروية", "in rural areas"),
    Wording("dans tout le pays", "في جميع أنحاء البلاد", "across the country"),
)
ENDS = (
    Wording("avant la prochaine session", "قبل الدورة المقبلة", "before the next session"),
    Wording("avec l’appui des partenaires", "بدعم من الشركاء", "with the partners’ support"),
    Wording("selon le plan d’action national", "وفقًا لخطة العمل الوطنية", "under the national action plan"),
    Wording("et en rendre compte à la commission", "ورفع تقرير إلى اللجنة", "and report to the commission"),
)
COUNTRIES = ("MA", "TN", "JO", "LB", "MD")

SAID = Wording(
    "Le point a été présenté par le secrétariat. Les membres ont rappelé les échéances et demandé un état chiffré.",
    "قُدمت النقطة من طرف الكتابة. وذكّر الأعضاء بالآجال وطلبوا معطيات رقمية.",
    "The secretariat introduced the item. Members recalled the deadlines and asked for figures.",
)


def fill_large(register: Register, actions: int = 100_000, recommendations: int = 30_000, meetings: int = 2_000) -> int:
    """Fill a new register with so many records (one at least of each) over twenty years; how many that makes in all.

    There are forty institutions; each meeting has fourteen attendance lines, four agenda items and a decision, and one
    in ten is a training. Two actions in three have a progress update, and one in eight is late whenever this is run.
    """
    filling = _Filling(actions, recommendations, meetings)
    made = 0
    engine = register.engine.execution_options(**{guard.OPEN: True})
    with engine.begin() as connection, search_index.in_bulk(connection):
        if connection.dialect.name == "sqlite":
            # Pages are kept until they are full, not written out and read again; the connection's own, it is not kept.
            connection.exec_driver_sql("pragma cache_size = -400000")
        for table, rows in filling.tables(connection):
            connection.execute(sa.insert(schema.METADATA.tables[table]), rows)
            made += len(rows) if table not in ("search_entry", "counter") else 0
    with engine.begin() as connection:
        # The planner has to know how much there is, as it would in a register that grew.
        connection.execute(sa.text("analyze"))
    return made


class _Filling:
    def __init__(self, actions: int, recommendations: int, meetings: int) -> None:
        self.random = random.Random(2021)
        self.sizes = {"action": actions, "recommendation": recommendations, "meeting": meetings}
        self.last: Tally[tuple[str, int]] = Tally()
        self.patterns = dict(DEFAULT_PATTERNS)
        self.serial = count(1)
        self.today = dt.date.today()

    def tables(self, connection: sa.Connection) -> Iterator[tuple[str, list[Row]]]:
        """Each table's rows, parents before children."""
        read = schema.METADATA.tables
        numbers = read["number_pattern"]
        for kind, pattern in connection.execute(sa.select(numbers.c.kind, numbers.c.pattern)):
            self.patterns[kind] = pattern
        body = connection.scalar(sa.select(read["body"].c.id))
        pillars = list(connection.scalars(sa.select(read["pillar"].c.id)))

        institutions = [self._institution(place) for place in range(40)]
        people = [self._person(place, institutions) for place in range(120)]
        programmes = [self._programme(place) for place in range(6)]
        yield "institution", institutions
        yield "person", people
        yield "programme", programmes
        yield (
            "membership",
            [
                {
                    "id": self._id(),
                    "body_id": body,
                    "institution_id": seat["id"],
                    "position": place,
                    "chairs": place == 1,
                }
                for place, seat in enumerate(institutions[:13], start=1)
            ],
        )
        days = self._days("meeting")
        meetings = [self._meeting(place, day, body) for place, day in enumerate(days)]
        yield "meeting", meetings
        items = [self._item(meeting, position) for meeting in meetings for position in range(1, 5)]
        yield "agenda_item", items
        yield (
            "attendance",
            [
                self._attendance(meeting, institution, position, people)
                for meeting in meetings
                for position, institution in enumerate(institutions[:14], start=1)
            ],
        )
        decisions = [
            self._decision(item, meeting["start"].year) for meeting, item in zip(meetings, items[1::4], strict=True)
        ]
        yield "decision", decisions

        recommendations = [
            self._recommendation(place, items[place * len(items) // self.sizes["recommendation"]], day, programmes)
            for place, day in enumerate(self._days("recommendation"))
        ]
        yield "recommendation", recommendations
        yield (
            "addressee",
            [
                {
                    "id": self._id(),
                    "recommendation_id": each["id"],
                    "institution_id": institution["id"],
                    "order": order,
                    "status": each["status"],
                    "position": each["position"],
                }
                for each in recommendations
                for order, institution in enumerate(self.random.sample(institutions, 2), start=1)
            ],
        )
        yield (
            "recommendation_country",
            [
                {
                    "id": self._id(),
                    "recommendation_id": each["id"],
                    "country": COUNTRIES[place % len(COUNTRIES)],
                    "status": each["status"],
                    "position": each["position"],
                }
                for place, each in enumerate(recommendations)
            ],
        )
        yield (
            "recommendation_pillar",
            [
                {"id": self._id(), "recommendation_id": each["id"], "pillar_id": self.random.choice(pillars)}
                for each in recommendations
            ],
        )

        actions = [self._action(place, day, institutions) for place, day in enumerate(self._days("action"))]
        yield "action", actions
        yield (
            "action_recommendation",
            [
                {
                    "id": self._id(),
                    "action_id": each["id"],
                    "recommendation_id": recommendations[place * len(recommendations) // len(actions)]["id"],
                    "order": 1,
                }
                for place, each in enumerate(actions)
            ],
        )
        yield (
            "action_support",
            [
                {"id": self._id(), "action_id": each["id"], "institution_id": institution["id"], "order": order}
                for each in actions
                for order, institution in enumerate(self.random.sample(institutions, 2), start=1)
                if institution["id"] != each["lead_id"]
            ],
        )
        reported = [each for place, each in enumerate(actions) if place % 3]
        updates, levels = [self._update(each) for each in reported], [each["level"] for each in reported]
        yield "progress_update", updates
        days = {each["id"]: each["start"] for each in meetings}
        yield "search_entry", [_entry("institution", each, None, ["acronym"], "name") for each in institutions]
        yield (
            "search_entry",
            [_entry("meeting", each, each["start"], ["number"], "title", "place") for each in meetings],
        )
        for kind, rows, *names in (
            ("agenda_item", items, "title", "minutes"),
            ("decision", decisions, "", "text"),
            ("recommendation", recommendations, "title", "text"),
        ):
            number = [] if kind == "agenda_item" else ["number"]
            yield (
                "search_entry",
                [_entry(kind, each, days[each["meeting_id"]], number, *names, owner="meeting_id") for each in rows],
            )
        yield (
            "search_entry",
            [_entry("action", each, each["due"], ["number"], "title", "description") for each in actions],
        )
        yield (
            "search_entry",
            [
                _entry(
                    "progress_update", each | {"level": level}, each["reported_on"], [], "", "narrative", "action_id"
                )
                for each, level in zip(updates, levels, strict=True)
            ],
        )
        yield "counter", [{"kind": kind, "year": year, "last": last} for (kind, year), last in self.last.items()]

    # --- what all rows need ------------------------------------------------------------------------------------------

    def _id(self) -> str:
        """Ids sort in the order in which they are given, as the application's own do."""
        return f"{next(self.serial):012x}7{self.random.getrandbits(76):019x}"

    def _days(self, kind: str) -> Iterator[dt.date]:
        """As many days as there are records of this kind, evenly over the years and in order."""
        size = self.sizes[kind]
        span = YEARS * 365
        return (dt.date(FIRST_YEAR, 1, 1) + dt.timedelta(days=place * span // size) for place in range(size))

    def _number(self, kind: str, year: int) -> Row:
        self.last[kind, year] += 1
        last = self.last[kind, year]
        return {"number": written(self.patterns[kind], year, last), "serial": serial(year, last)}

    def _texts(self, place: int) -> Wording:
        return _sentence(place % 10, place // 10 % 10, place // 100 % 10, place // 1000 % 4)

    def _paragraph(self) -> Wording:
        """Three sentences: as much as a recommendation says."""
        return _paragraph(self.random.randrange(4000))

    def _level(self) -> Level:
        return self.random.choices(list(Level), (10, 15, 70, 5))[0]

    # --- rows --------------------------------------------------------------------------------------------------------

    def _institution(self, place: int) -> Row:
        city = PLACES[place % len(PLACES)]
        name = Wording(f"Direction régionale {place} {city.fr}", f"المديرية الجهوية {place} {city.ar}",
                       f"Regional directorate {place} {city.en}")  # fmt: skip
        acronym = f"DR{place:02}"
        return {
            "id": self._id(),
            "acronym": acronym,
            **_columns("name", name),
            "kind": list(InstitutionKind)[place % len(InstitutionKind)],
            "country": "MA",
            "standing": Standing.MEMBER if place < 13 else Standing.PARTNER,
            "votes": place < 12,
            **_searched(acronym, name),
        }

    def _person(self, place: int, institutions: Sequence[Row]) -> Row:
        latin, arabic = f"Salma Alaoui {place}", f"سلمى العلوي {place}"
        position = Wording("Cheffe de division", "رئيسة قسم", "Head of division")
        return {
            "id": self._id(),
            "name_latin": latin,
            "name_arabic": arabic,
            **_columns("position", position),
            "institution_id": institutions[place % len(institutions)]["id"],
            "sex": (Sex.FEMALE, Sex.MALE, None)[place % 3],
            "folded": "\n".join((fold(latin), fold(arabic), _folded(position))),
            "sort_fr": fold(latin),
            "sort_ar": fold(arabic),
            "sort_en": fold(latin),
        }

    def _programme(self, place: int) -> Row:
        code, name = f"PRG{place}", Wording(f"Programme {place}", f"برنامج {place}", f"Programme {place}")
        return {
            "id": self._id(),
            "code": code,
            **_columns("name", name),
            "start": dt.date(FIRST_YEAR + 3 * place, 1, 1),
            **_searched(code, name),
        }

    def _meeting(self, place: int, day: dt.date, body: str | None) -> Row:
        number = self._number("meeting", day.year)
        rank = place + 1
        title = Wording(f"Session ordinaire n° {rank}", f"الدورة العادية رقم {rank}", f"Ordinary session no. {rank}")
        where = Wording("Rabat", "الرباط", "Rabat")
        return {
            "id": self._id(),
            **number,
            **_columns("title", title),
            **_columns("place", where),
            "kind": MeetingKind.TRAINING if place % 10 == 9 else MeetingKind.ORDINARY_SESSION,
            "body_id": None if place % 10 == 9 else body,
            "start": day,
            "mode": list(MeetingMode)[place % 3],
            "status": MeetingStatus.CLOSED if day < self.today else MeetingStatus.PLANNED,
            "minutes_status": MinutesStatus.ADOPTED if day < self.today else MinutesStatus.DRAFT,
            **_searched(number["number"], title, where),
        }

    def _item(self, meeting: Row, position: int) -> Row:
        return {
            "id": self._id(),
            "meeting_id": meeting["id"],
            "position": position,
            **_columns("title", self._texts(self.random.randrange(4000))),
            **_columns("minutes", SAID),
            "kind": list(AgendaItemKind)[position % 3],
        }

    def _attendance(self, meeting: Row, institution: Row, position: int, people: Sequence[Row]) -> Row:
        if meeting["kind"] is MeetingKind.TRAINING:
            person = self.random.choice(people)
            return {
                "id": self._id(),
                "meeting_id": meeting["id"],
                "institution_id": person["institution_id"],
                "person_id": person["id"],
                "capacity": Capacity.TRAINEE,
                "presence": Presence.PRESENT,
                "votes": False,
                "position": position,
            }
        return {
            "id": self._id(),
            "meeting_id": meeting["id"],
            "institution_id": institution["id"],
            "person_id": None,
            "capacity": Capacity.CHAIR if position == 1 else Capacity.MEMBER if position < 13 else Capacity.OBSERVER,
            "presence": self.random.choice((*[Presence.PRESENT] * 4, Presence.EXCUSED, Presence.ABSENT)),
            "votes": position < 13,
            "position": position,
        }

    def _decision(self, item: Row, year: int) -> Row:
        number, text = self._number("decision", year), self._texts(self.random.randrange(4000))
        return {
            "id": self._id(),
            **number,
            "meeting_id": item["meeting_id"],
            "agenda_item_id": item["id"],
            **_columns("text", text),
            "method": DecisionMethod.CONSENSUS,
            **_searched(number["number"], text),
        }

    def _recommendation(self, place: int, item: Row, day: dt.date, programmes: Sequence[Row]) -> Row:
        number = self._number("recommendation", day.year)
        title, text = self._texts(place), self._paragraph()
        return {
            "id": self._id(),
            **number,
            **_columns("title", title),
            **_columns("text", text),
            "meeting_id": item["meeting_id"],
            "agenda_item_id": item["id"],
            "programme_id": programmes[place % 6]["id"] if place % 4 == 0 else None,
            "level": self._level(),
            "priority": self.random.choice(list(Priority)),
            "position": self.random.choice(list(Position)),
            "status": self.random.choice(list(Implementation)),
            **_searched(number["number"], title, text),
        }

    def _action(self, place: int, day: dt.date, institutions: Sequence[Row]) -> Row:
        number = self._number("action", day.year)
        title, description = self._texts(place), self._paragraph()
        status, due = self._state(day)
        return {
            "id": self._id(),
            **number,
            **_columns("title", title),
            **_columns("description", description),
            "lead_id": self.random.choice(institutions)["id"],
            "level": self._level(),
            "priority": self.random.choice(list(Priority)),
            "start": min(day, due) if due else day,
            "due": due,
            "status": status,
            "progress": _progress(status, self.random),
            "cost": self.random.randrange(10, 900) * 1000,
            **_searched(number["number"], title, description),
        }

    def _state(self, day: dt.date) -> tuple[ActionStatus, dt.date | None]:
        """Most of what lies long back is done; one action in eight is late, a few have no deadline."""
        draw = self.random.random()
        due = day + dt.timedelta(days=self.random.randrange(30, 700))
        if draw < 0.125:
            late = self.random.choice((ActionStatus.PLANNED, ActionStatus.IN_PROGRESS, ActionStatus.BLOCKED))
            return late, min(due, self.today - dt.timedelta(days=self.random.randrange(1, 400)))
        if draw < 0.15:
            return ActionStatus.IN_PROGRESS, None
        if draw < 0.3:
            return ActionStatus.IN_PROGRESS, max(due, self.today + dt.timedelta(days=self.random.randrange(400)))
        return self.random.choice((ActionStatus.VERIFIED, ActionStatus.VERIFIED, ActionStatus.REPORTED)), due

    def _update(self, action: Row) -> Row:
        reported = ActionStatus.REPORTED if action["status"] is ActionStatus.VERIFIED else action["status"]
        day = action["start"] + dt.timedelta(days=200)
        return {
            "id": self._id(),
            "action_id": action["id"],
            "reported_on": day,
            "reported_by_id": action["lead_id"],
            "status": reported,
            "progress": action["progress"],
            **_columns("narrative", SAID),
            "channel": Channel.IMPORT,
            "validated_on": day if action["status"] is ActionStatus.VERIFIED else None,
        }


def _progress(status: ActionStatus, chance: random.Random) -> int:
    match status:
        case ActionStatus.REPORTED | ActionStatus.VERIFIED:
            return 100
        case ActionStatus.PLANNED:
            return 0
        case _:
            return chance.randrange(10, 100, 10)


@cache
def _sentence(verb: int, whom: int, place: int, end: int) -> Wording:
    parts = (VERBS[verb], WHOM[whom], PLACES[place], ENDS[end])
    return Wording(*(" ".join(str(part.get(code)) for part in parts) for code in LANGUAGE_CODES))


@cache
def _paragraph(place: int) -> Wording:
    told = [_sentence((place + 3 * n) % 10, (place // 10 + n) % 10, place // 100 % 10, place // 1000) for n in range(3)]
    return Wording(*(". ".join(str(each.get(code)) for each in told) + "." for code in LANGUAGE_CODES))


def _entry(
    kind: str, row: Row, day: dt.date | None, number: Sequence[str], title: str, body: str = "", owner: str = ""
) -> Row:
    """What the application itself keeps of such a record in the index of the search."""
    texts = [
        _cut(tuple(row[f"{name}_{code}"] for code in LANGUAGE_CODES)) if name else NOTHING for name in (title, body)
    ]
    return make_entry(
        kind,
        row["id"],
        row.get("level", Level.INTERNAL),
        day,
        row[owner] if owner else None,
        number=cut(row[name] for name in number),
        title=texts[0],
        body=texts[1],
    )


_cut = cache(cut)


def _columns(name: str, text: Wording) -> Row:
    return {f"{name}_{code}": text.get(code) for code in LANGUAGE_CODES}


@cache
@cache
def _folded(text: Wording) -> str:
    return "\n".join(fold(str(text.get(code))) for code in LANGUAGE_CODES)


def _searched(number: str, *texts: Wording) -> Row:
    """What the application itself works out from the texts of such a record, to search it and to sort it by."""
    sorted_by = dict(zip(LANGUAGE_CODES, _folded(texts[0]).split("\n"), strict=True))
    return {
        "folded": "\n".join((number.casefold(), *map(_folded, texts))),
        **{f"sort_{code}": text[:SORTED_LETTERS] for code, text in sorted_by.items()},
    }


def main() -> None:
    parser = argparse.ArgumentParser(description="Make a large register for measuring.")
    parser.add_argument("path", type=Path, help="the file to make")
    with Register.create(parser.parse_args().path, country_code="MA", language="fr") as register:
        start, worked = time.perf_counter(), time.process_time()
        made = fill_large(register)
        seconds, worked = time.perf_counter() - start, time.process_time() - worked
    print(
        f"{made:,} records in {seconds:.1f} s, {made / seconds:,.0f} a second, with the index of the search; "
        f"{made / worked:,.0f} in a second of the processor"
    )


if __name__ == "__main__":
    main()
