"""A register as large as a country's in twenty years, made in seconds: to measure lists with and to try the window on.

``python -m tests.large_register PATH`` makes one and says how fast. Nothing is left to chance: on one day, the same
sizes give the same register. Rows go straight into the tables, so the journal does not tell how they came.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from functools import cache
from itertools import repeat
from operator import itemgetter
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql.schema import ScalarElementColumnDefault

from desktop.codes import (
    ActionStatus,
    AgendaItemKind,
    Capacity,
    Channel,
    DecisionMethod,
    Implementation,
    MeetingKind,
    MeetingMode,
    MeetingStatus,
    MinutesStatus,
    Position,
    Presence,
    Priority,
)
from desktop.language import Wording
from desktop.records import guard, schema
from desktop.records.register import Register
from desktop.records.search import index as search_index
from tests.large_papers import Papers
from tests.large_words import COUNTRIES, SAID, SERIES, Row, columns, entry, searched

BATCH = 10_000
"""Rows written in one go on a server."""


def fill_large(register: Register, actions: int = 100_000, recommendations: int = 30_000, meetings: int = 2_000) -> int:
    """Fill a new register with so many records (one at least of each) over twenty years; how many that makes in all.

    There are forty institutions; each meeting has fourteen attendance lines, four agenda items and a decision, and one
    in ten is a training. Two actions in three have a progress update, and one in eight is late whenever this is run.
    There are as many letters and good practices as a tenth of the actions and of the recommendations, an attachment for
    each, a plan for every four years, and twenty years' values of two hundred indicators; fewer in a smaller register.
    """
    filling = _Filling(actions, recommendations, meetings)
    made = 0
    engine = register.engine.execution_options(**{guard.OPEN: True})
    with _careless(register.engine), engine.begin() as connection, search_index.in_bulk(connection):
        for table, rows in filling.tables(connection):
            _write(connection, schema.METADATA.tables[table], rows)
            made += len(rows) if table not in NO_RECORDS else 0
    if register.path is None:
        with engine.begin() as connection:
            connection.execute(sa.text("analyze"))  # the server would do it within a minute
    return made


NO_RECORDS = ("search_entry", "counter", "content", "content_part")


@contextmanager
def _careless(engine: sa.Engine) -> Iterator[None]:
    """Fill a SQLite file without a log: nobody misses it if the power fails. Pages are kept until they are full."""
    if engine.dialect.name != "sqlite":
        yield
        return
    engine.dispose()  # how a file is logged can be changed by its only connection
    driver = engine.raw_connection()
    for setting in ("query_only = off", "journal_mode = off", "synchronous = off", "cache_size = -400000"):
        driver.execute(f"pragma {setting}")
    driver.close()  # back to the pool, which gives it out again
    yield
    engine.dispose()
    with closing(sqlite3.connect(str(engine.url.database))) as file:
        file.execute("pragma journal_mode = wal")


def _write(connection: sa.Connection, table: sa.Table, rows: Sequence[Row]) -> None:
    """Write rows that all have the same columns. SQLite's driver is given bare values: to have SQLAlchemy look at each
    row takes as long as SQLite takes to write it."""
    if not rows or connection.dialect.name != "sqlite":
        for start in range(0, len(rows), BATCH):
            connection.execute(sa.insert(table), rows[start : start + BATCH])
        return
    compiled = sa.insert(table).compile(dialect=connection.dialect, column_keys=list(rows[0]))
    written: list[Iterator[Any]] = []
    for name in compiled.positiontup or ():
        column = table.columns[name]
        if name in rows[0]:
            values = map(itemgetter(name), rows)
        else:
            assert isinstance(column.default, ScalarElementColumnDefault)
            values = repeat(column.default.arg, len(rows))
        bound = column.type.dialect_impl(connection.dialect).bind_processor(connection.dialect)
        written.append(map(cache(bound), values) if bound else values)
    driver = connection.connection.driver_connection
    assert isinstance(driver, sqlite3.Connection)
    driver.executemany(str(compiled), zip(*written, strict=True))


class _Filling(Papers):
    """The rows of all tables: meetings and what follows from them, one way or another."""

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
        series = [{"id": self._id(), **columns("name", name)} for name in SERIES]
        yield "meeting_series", series
        days = self._days("meeting")
        meetings = [self._meeting(place, day, body) for place, day in enumerate(days)]
        for place, meeting in enumerate(meetings):
            follows = meeting["kind"] is MeetingKind.TRAINING
            meeting["series_id"] = series[place % len(series)]["id"] if follows else None
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
        yield "search_entry", [entry("institution", each, None, ["acronym"], "name") for each in institutions]
        yield (
            "search_entry",
            [entry("meeting", each, each["start"], ["number"], "title", "place") for each in meetings],
        )
        for kind, rows, *names in (
            ("agenda_item", items, "title", "minutes"),
            ("decision", decisions, "", "text"),
            ("recommendation", recommendations, "title", "text"),
        ):
            number = [] if kind == "agenda_item" else ["number"]
            yield (
                "search_entry",
                [entry(kind, each, days[each["meeting_id"]], number, *names, owner="meeting_id") for each in rows],
            )
        yield (
            "search_entry",
            [entry("action", each, each["due"], ["number"], "title", "description") for each in actions],
        )
        yield (
            "search_entry",
            [
                entry("progress_update", each | {"level": level}, each["reported_on"], [], "", "narrative", "action_id")
                for each, level in zip(updates, levels, strict=True)
            ],
        )
        yield "search_entry", [entry("meeting_series", each, None, [], "name") for each in series]
        yield from self._framework(institutions, people, meetings, pillars)
        yield from self._papers(institutions, actions)
        yield "counter", [{"kind": kind, "year": year, "last": last} for (kind, year), last in self.last.items()]

    # --- rows --------------------------------------------------------------------------------------------------------

    def _meeting(self, place: int, day: dt.date, body: str | None) -> Row:
        number = self._number("meeting", day.year)
        rank = place + 1
        title = Wording(f"Session ordinaire n° {rank}", f"الدورة العادية رقم {rank}", f"Ordinary session no. {rank}")
        where = Wording("Rabat", "الرباط", "Rabat")
        return {
            "id": self._id(),
            **number,
            **columns("title", title),
            **columns("place", where),
            "kind": MeetingKind.TRAINING if place % 10 == 9 else MeetingKind.ORDINARY_SESSION,
            "body_id": None if place % 10 == 9 else body,
            "start": day,
            "mode": list(MeetingMode)[place % 3],
            "status": MeetingStatus.CLOSED if day < self.today else MeetingStatus.PLANNED,
            "minutes_status": MinutesStatus.ADOPTED if day < self.today else MinutesStatus.DRAFT,
            **searched(number["number"], title, where),
        }

    def _item(self, meeting: Row, position: int) -> Row:
        return {
            "id": self._id(),
            "meeting_id": meeting["id"],
            "position": position,
            **columns("title", self._texts(self.random.randrange(4000))),
            **columns("minutes", SAID),
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
            **columns("text", text),
            "method": DecisionMethod.CONSENSUS,
            **searched(number["number"], text),
        }

    def _recommendation(self, place: int, item: Row, day: dt.date, programmes: Sequence[Row]) -> Row:
        number = self._number("recommendation", day.year)
        title, text = self._texts(place), self._paragraph()
        return {
            "id": self._id(),
            **number,
            **columns("title", title),
            **columns("text", text),
            "meeting_id": item["meeting_id"],
            "agenda_item_id": item["id"],
            "programme_id": programmes[place % 6]["id"] if place % 4 == 0 else None,
            "level": self._level(),
            "priority": self.random.choice(list(Priority)),
            "position": self.random.choice(list(Position)),
            "status": self.random.choice(list(Implementation)),
            **searched(number["number"], title, text),
        }

    def _action(self, place: int, day: dt.date, institutions: Sequence[Row]) -> Row:
        number = self._number("action", day.year)
        title, description = self._texts(place), self._paragraph()
        status, due = self._state(day)
        return {
            "id": self._id(),
            **number,
            **columns("title", title),
            **columns("description", description),
            "lead_id": self.random.choice(institutions)["id"],
            "level": self._level(),
            "priority": self.random.choice(list(Priority)),
            "start": min(day, due) if due else day,
            "due": due,
            "status": status,
            "progress": _progress(status, self.random),
            "cost": self.random.randrange(10, 900) * 1000,
            **searched(number["number"], title, description),
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
            **columns("narrative", SAID),
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
