"""What a recommendation is linked to: an article, objectives, themes, and the recommendation before it."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from desktop.codes import Audience, Level, SourceKind
from desktop.language import Refusal, Wording
from desktop.records.base import change_values
from desktop.records.commission.commission import Theme, list_themes
from desktop.records.follow_up.recommendation import (
    Recommendation,
    RecommendationFilter,
    list_recommendation_ids,
    list_recommendations,
    put_under_themes,
    supersede,
    turn_into_objectives,
)
from desktop.records.framework.plan import Plan, add_objective, list_objectives
from desktop.records.framework.programme import Programme
from desktop.records.framework.source import Source, SourceArticle
from desktop.records.journal import Change, list_changes, read_changes
from desktop.records.register import Register
from desktop.records.rows import RecommendationRow
from tests.records import sample
from tests.records.sample import STEP, french


def new_article(session: Session, **values: object) -> SourceArticle:
    source = Source(code="CETS 197", title=french("Convention"), kind=SourceKind.TREATY, **values)
    source.articles = [SourceArticle(number="art. 10", title=french("Identification"))]
    session.add(source)
    session.flush()
    return source.articles[0]


def row_of(register: Register, recommendation_id: str, audience: Audience | None = None) -> RecommendationRow:
    with register.reading() as session:
        (row,) = list_recommendations(session, [recommendation_id], audience)
    return row


def test_a_recommendation_refers_to_an_article_wherever_it_was_made(register: Register) -> None:
    with register.changing(STEP) as session:
        article = new_article(session, level=Level.INTERNAL)
        item = sample.new_item(session, sample.new_meeting(session))
        made = sample.new_recommendation(session, item)
        made.level = Level.PARTNERS
        sample.new_recommendation(session)
    with register.changing(STEP) as session:
        change_values(session, Recommendation, made.id, {"article_id": article.id})
    assert row_of(register, made.id).legal_basis == "CETS 197, art. 10"
    assert row_of(register, made.id, Audience.PARTNERS).legal_basis is None, "the source is above their level"
    with register.reading() as session:
        chosen = RecommendationFilter(article_id=article.id)
        assert list_recommendation_ids(session, chosen, "fr") == [made.id]
        assert list_changes(session, Recommendation, made.id)[0].new == article.id
    register.undo()
    assert row_of(register, made.id).legal_basis is None


def test_an_article_that_a_recommendation_refers_to_stays(register: Register) -> None:
    with register.changing(STEP) as session:
        article_id = new_article(session).id
        sample.new_recommendation(session, article_id=article_id)
    with pytest.raises(Refusal, match="still refer"), register.changing(STEP) as session:
        session.delete(session.get_one(SourceArticle, article_id))
    with register.reading() as session:
        assert session.get(SourceArticle, article_id) is not None


def test_a_recommendation_is_turned_into_objectives_of_a_plan(register: Register) -> None:
    with register.changing(STEP) as session:
        plan = Plan(name=french("Plan"), start=dt.date(2023, 1, 1))
        session.add(plan)
        session.flush()
        one, two, three = (
            add_objective(session, plan.id, {"number": number, "title": french(number)}).id for number in "123"
        )
        made = sample.new_recommendation(session)
    for chosen in ([one, two, two], [two, three]):
        with register.changing(STEP) as session:
            turn_into_objectives(session, made.id, chosen)
        with register.reading() as session:
            serving = [row.id for row in list_objectives(session, plan.id) if row.recommendations]
            assert serving == list(dict.fromkeys(chosen))
    with register.reading() as session:
        steps = {change.step for change in read_changes(session, Change.kind == "recommendation_objective")}
        made_now = read_changes(session, Change.kind == "recommendation_objective", Change.step_id == max(steps))
    assert len(made_now) == 2, "one link made, one removed: the one that stayed was left alone"
    register.undo()
    with register.reading() as session:
        assert [row.recommendations for row in list_objectives(session, plan.id)] == [1, 1, 0]


def test_themes_stand_in_the_commissions_own_order(register: Register) -> None:
    with register.changing(STEP) as session:
        session.add_all(
            Theme(code=code, name=french(code), position=place)
            for place, code in enumerate(("training", "cooperation", "assistance"), start=1)
        )
        session.flush()
        themes = list_themes(session)
        made = sample.new_recommendation(session)
        put_under_themes(session, made.id, [theme_id for theme_id, _ in themes[::-1]])
    assert [name.fr for _, name in themes] == ["training", "cooperation", "assistance"]
    assert [name.fr for name in row_of(register, made.id).themes] == ["training", "cooperation", "assistance"]


def test_a_row_says_what_it_repeats_supersedes_and_came_out_of_to_those_who_may_see_it(register: Register) -> None:
    with register.changing(STEP) as session:
        programme = Programme(code="SUD-IV", name=Wording(fr="Programme Sud IV"), level=Level.INTERNAL)
        session.add(programme)
        session.flush()
        old = sample.new_recommendation(session, level=Level.INTERNAL)
        new = sample.new_recommendation(
            session, level=Level.PUBLIC, repeats_id=old.id, programme_id=programme.id
        )  # fmt: skip
        supersede(session, old.id, new.id)
    row = row_of(register, new.id)
    assert (row.repeats, row.supersedes, row.programme) == (old.number, old.number, "SUD-IV")
    row = row_of(register, new.id, Audience.PUBLIC)
    assert (row.repeats, row.supersedes, row.programme) == (None, None, None)


@pytest.mark.parametrize("link", ["repeats_id", "supersedes_id"])
def test_a_recommendation_neither_repeats_nor_supersedes_itself(register: Register, link: str) -> None:
    with register.changing(STEP) as session:
        made = sample.new_recommendation(session)
    with pytest.raises(Refusal, match="itself"), register.changing(STEP) as session:
        change_values(session, Recommendation, made.id, {link: made.id})
    assert row_of(register, made.id).repeats is None
