"""The parts of a large register beside its meetings and what follows from them: plans, sources, letters, files."""

from __future__ import annotations

import datetime as dt
import hashlib
import random
from collections import Counter as Tally
from collections.abc import Iterator, Sequence
from itertools import count

from desktop.codes import (
    AttachmentKind,
    Frequency,
    InstitutionKind,
    LetterKind,
    Level,
    PlanKind,
    Sex,
    SourceKind,
    Standing,
)
from desktop.language import LANGUAGE_CODES, Wording
from desktop.records.numbering import DEFAULT_PATTERNS, serial, written
from desktop.records.search.words import fold, sort_key
from tests.large_words import (
    COUNTRIES,
    PEOPLE,
    PLACES,
    SAID,
    Row,
    columns,
    entry,
    folded,
    paragraph,
    searched,
    sentence,
)

FIRST_YEAR, YEARS = 2008, 20


class Papers:
    """Makes their rows, and what the rows of every table need."""

    def __init__(self, actions: int, recommendations: int, meetings: int) -> None:
        self.random = random.Random(2021)
        self.sizes = {"action": actions, "recommendation": recommendations, "meeting": meetings}
        self.last: Tally[tuple[str, int]] = Tally()
        self.patterns = dict(DEFAULT_PATTERNS)
        self.serial = count(1)
        self.today = dt.date.today()

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
        return sentence(place % 10, place // 10 % 10, place // 100 % 10, place // 1000 % 4)

    def _paragraph(self) -> Wording:
        """Three sentences: as much as a recommendation says."""
        return paragraph(self.random.randrange(4000))

    def _level(self) -> Level:
        return self.random.choices(list(Level), (10, 15, 70, 5))[0]

    # --- who takes part ----------------------------------------------------------------------------------------------

    def _institution(self, place: int) -> Row:
        city = PLACES[place % len(PLACES)]
        name = Wording(f"Direction régionale {place} {city.fr}", f"المديرية الجهوية {place} {city.ar}",
                       f"Regional directorate {place} {city.en}")  # fmt: skip
        acronym = f"DR{place:02}"
        return {
            "id": self._id(),
            "acronym": acronym,
            **columns("name", name),
            "kind": list(InstitutionKind)[place % len(InstitutionKind)],
            "country": "MA",
            "standing": Standing.MEMBER if place < 13 else Standing.PARTNER,
            "votes": place < 12,
            **searched(acronym, name),
        }

    def _person(self, place: int, institutions: Sequence[Row]) -> Row:
        latin, arabic = f"Salma Alaoui {place}", f"سلمى العلوي {place}"
        position = Wording("Cheffe de division", "رئيسة قسم", "Head of division")
        return {
            "id": self._id(),
            "name_latin": latin,
            "name_arabic": arabic,
            **columns("position", position),
            "institution_id": institutions[place % len(institutions)]["id"],
            "sex": (Sex.FEMALE, Sex.MALE, None)[place % 3],
            "folded": "\n".join((fold(latin), fold(arabic), folded(position))),
            "sort_fr": sort_key(latin, "fr"),
            "sort_ar": sort_key(arabic, "ar"),
            "sort_en": sort_key(latin, "en"),
        }

    def _programme(self, place: int) -> Row:
        code, name = f"PRG{place}", Wording(f"Programme {place}", f"برنامج {place}", f"Programme {place}")
        return {
            "id": self._id(),
            "code": code,
            **columns("name", name),
            "start": dt.date(FIRST_YEAR + 3 * place, 1, 1),
            **searched(code, name),
        }

    # --- plans, sources, indicators, good practices, letters, attachments --------------------------------------------

    def _framework(
        self, institutions: Sequence[Row], people: Sequence[Row], meetings: Sequence[Row], pillars: Sequence[str]
    ) -> Iterator[tuple[str, list[Row]]]:
        plans = [self._plan(year) for year in range(FIRST_YEAR, FIRST_YEAR + YEARS, 4)]
        yield "plan", plans
        objectives = [self._objective(plan, position, pillars) for plan in plans for position in range(1, 21)]
        yield "objective", objectives
        sources = [self._source(place, institutions) for place in range(60)]
        yield "source", sources
        articles = [self._article(source, position) for source in sources for position in range(1, 11)]
        yield "source_article", articles
        few = min(200, self.sizes["action"] // 100 + 1)
        indicators = [self._indicator(place, objectives, institutions) for place in range(few)]
        yield "indicator", indicators
        yield (
            "indicator_value",
            [
                self._value(each, year, half)
                for each in indicators
                for year in range(FIRST_YEAR, FIRST_YEAR + YEARS)
                for half in (1, 7)
            ],
        )
        practices = [
            self._practice(place, self.random.choice(meetings), people, pillars)
            for place in range(self.sizes["recommendation"] // 10 + 1)
        ]
        yield "good_practice", practices
        days = {each["id"]: each["start"] for each in meetings}
        starts = {each["id"]: each["start"] for each in plans}
        adopted = {each["id"]: each["adopted_on"] for each in sources}
        internal = {"level": Level.INTERNAL}
        yield "search_entry", [entry("plan", each, each["start"], [], "name", "description") for each in plans]
        yield (
            "search_entry",
            [
                entry("objective", each | internal, starts[each["plan_id"]], ["number"], "title", "", "plan_id")
                for each in objectives
            ],
        )
        yield "search_entry", [entry("source", each, each["adopted_on"], ["code"], "title") for each in sources]
        yield (
            "search_entry",
            [
                entry("source_article", each, adopted[each["source_id"]], ["number"], "title", "", "source_id")
                for each in articles
            ],
        )
        yield "search_entry", [entry("indicator", each, None, ["code"], "name", "unit") for each in indicators]
        yield (
            "search_entry",
            [
                entry("good_practice", each, days[each["meeting_id"]], [], "title", "description", "meeting_id")
                for each in practices
            ],
        )

    def _papers(self, institutions: Sequence[Row], actions: Sequence[Row]) -> Iterator[tuple[str, list[Row]]]:
        """Letters about actions, and a small file on as many."""
        told = actions[::10]
        letters = [self._letter(place, each, institutions) for place, each in enumerate(told)]
        yield "letter", letters
        yield (
            "letter_subject",
            [
                {"id": self._id(), "about_letter_id": letter["id"], "action_id": each["id"], "position": 1}
                for letter, each in zip(letters, told, strict=True)
            ],
        )
        contents = {hashlib.sha256(data).hexdigest(): data for data in (f"Note {n}\n".encode() for n in range(100))}
        yield "content", [{"sha256": key, "size": len(data)} for key, data in contents.items()]
        yield "content_part", [{"sha256": key, "position": 0, "data": data} for key, data in contents.items()]
        keys = list(contents)
        attachments = [self._attachment(place, each, keys) for place, each in enumerate(told)]
        yield "attachment", attachments
        yield "search_entry", [entry("letter", each, each["sent_on"], ["number"], "subject") for each in letters]
        yield (
            "search_entry",
            [
                entry("attachment", each, each["document_date"], ["file_name"], "title", "", "action_id")
                for each in attachments
            ],
        )

    def _plan(self, year: int) -> Row:
        name = Wording(f"Plan d’action national {year}-{year + 3}", f"خطة العمل الوطنية {year}-{year + 3}",
                       f"National action plan {year}-{year + 3}")  # fmt: skip
        return {
            "id": self._id(),
            **columns("name", name),
            **columns("description", SAID),
            "kind": PlanKind.ACTION_PLAN,
            "start": dt.date(year, 1, 1),
            "end": dt.date(year + 3, 12, 31),
            "level": Level.PUBLIC,
            **searched("", name, SAID),
        }

    def _objective(self, plan: Row, position: int, pillars: Sequence[str]) -> Row:
        number, title = f"{(position - 1) // 5 + 1}.{(position - 1) % 5 + 1}", self._texts(self.random.randrange(4000))
        return {
            "id": self._id(),
            "plan_id": plan["id"],
            "number": number,
            **columns("title", title),
            "pillar_id": pillars[position % len(pillars)],
            "position": position,
            **searched(number, title),
        }

    def _source(self, place: int, institutions: Sequence[Row]) -> Row:
        code = f"REF-{place:02}"
        title = Wording(f"Rapport d’évaluation n° {place}", f"تقرير التقييم رقم {place}", f"Evaluation report {place}")
        day = dt.date(FIRST_YEAR + place % YEARS, 5, 1)
        return {
            "id": self._id(),
            "code": code,
            **columns("title", title),
            "kind": list(SourceKind)[place % len(SourceKind)],
            "institution_id": institutions[place % len(institutions)]["id"],
            "adopted_on": day,
            "level": Level.PUBLIC,
            **searched(code, title),
        }

    def _article(self, source: Row, position: int) -> Row:
        return {
            "id": self._id(),
            "source_id": source["id"],
            "number": str(position),
            **columns("title", self._texts(self.random.randrange(4000))),
            "position": position,
        }

    def _indicator(self, place: int, objectives: Sequence[Row], institutions: Sequence[Row]) -> Row:
        code, name = f"IND-{place:03}", self._texts(place)
        return {
            "id": self._id(),
            "code": code,
            **columns("name", name),
            **columns("unit", PEOPLE),
            "counts_people": True,
            "target": 1000.0,
            "frequency": Frequency.HALF_YEARLY,
            "objective_id": objectives[place % len(objectives)]["id"],
            "institution_id": institutions[place % len(institutions)]["id"],
            "level": self._level(),
            **searched(code, name),
        }

    def _value(self, indicator: Row, year: int, month: int) -> Row:
        return {
            "id": self._id(),
            "indicator_id": indicator["id"],
            "start": dt.date(year, month, 1),
            "end": dt.date(year, 6, 30) if month == 1 else dt.date(year, 12, 31),
            "group": "",
            "value": float(self.random.randrange(1000)),
        }

    def _practice(self, place: int, meeting: Row, people: Sequence[Row], pillars: Sequence[str]) -> Row:
        title, description = self._texts(place), self._paragraph()
        person = self.random.choice(people)
        return {
            "id": self._id(),
            **columns("title", title),
            **columns("description", description),
            "country": COUNTRIES[place % len(COUNTRIES)],
            "institution_id": person["institution_id"],
            "meeting_id": meeting["id"],
            "contact_id": person["id"],
            "pillar_id": pillars[place % len(pillars)],
            "level": self._level(),
            **searched("", title, description),
        }

    def _letter(self, place: int, action: Row, institutions: Sequence[Row]) -> Row:
        sent = action["start"]
        number, subject = self._number("letter", sent.year), self._texts(place)
        return {
            "id": self._id(),
            **number,
            "kind": LetterKind.REQUEST if place % 3 else LetterKind.TRANSMISSION,
            "institution_id": action["lead_id"] or institutions[0]["id"],
            "sent_on": sent,
            "language": LANGUAGE_CODES[place % len(LANGUAGE_CODES)],
            **columns("subject", subject),
            "answer_due": sent + dt.timedelta(days=30),
            "answered_on": sent + dt.timedelta(days=20) if place % 4 else None,
            "level": action["level"],
            **searched(number["number"], subject),
        }

    def _attachment(self, place: int, action: Row, contents: Sequence[str]) -> Row:
        name, title = f"note-{place:05}.txt", self._texts(place)
        return {
            "id": self._id(),
            "action_id": action["id"],
            "sha256": contents[place % len(contents)],
            "file_name": name,
            **columns("title", title),
            "kind": AttachmentKind.EVIDENCE,
            "document_date": action["start"],
            "added_on": action["start"],
            "level": action["level"],
            **searched(name, title),
        }
