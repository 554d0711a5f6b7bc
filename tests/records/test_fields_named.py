"""What a record's rules refuse is said at the field it is about: every rule names one, but for those about none."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from collections.abc import Iterator

import pytest

from desktop.records import schema
from desktop.records.base import Base, Record

ABOUT_NONE = frozenset({
    "A reminder, and no other letter, says which letter it reminds of.",  # letters become reminders by a step
    "An attachment or a letter is about one record: choose which.",  # never typed into a form
    "{code} is not broken down: enter one value for everyone.",  # about the field that is filled in too much
    "The minutes of {number} are not adopted yet: amend them instead of issuing a corrigendum.",
    "The minutes of {number} are adopted at a later meeting, not before.",
    "“{code}” is no code of a language: write, for example, “fr”.",  # a part of a field
    "A count of people is a whole number, and not below zero.",
})  # fmt: skip


def rules() -> Iterator[tuple[str, str]]:
    """Of every refusal in a ``check`` of a model: the model, what is raised, as it is written."""
    assert schema.REVISION  # every model is loaded
    for mapper in Base.registry.mappers:
        kind = mapper.class_
        if not issubclass(kind, Record) or "check" not in vars(kind):
            continue
        tree = ast.parse(textwrap.dedent(inspect.getsource(kind)))
        [body] = [each for each in tree.body if isinstance(each, ast.ClassDef)]
        for function in body.body:
            if isinstance(function, ast.FunctionDef) and function.name in ("check", "check_steps"):
                for node in ast.walk(function):
                    if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
                        said = ast.unparse(node.exc)
                        if said.startswith("Refusal("):
                            yield kind.__name__, said


RULES = sorted(set(rules()))


def test_there_are_rules() -> None:
    assert len(RULES) > 40


@pytest.mark.parametrize(("kind", "said"), RULES)
def test_a_rule_names_the_field_it_is_about(kind: str, said: str) -> None:
    texts = [node.value for node in ast.walk(ast.parse(said)) if isinstance(node, ast.Constant)]
    assert ".at(" in said or any(text in ABOUT_NONE for text in texts), f"{kind}: {said}"


def test_what_is_named_is_an_attribute_of_the_record() -> None:
    kinds = {mapper.class_.__name__: mapper.class_ for mapper in Base.registry.mappers}
    for kind, said in RULES:
        for name in re.findall(r"\.at\('(\w+)'\)", said):
            # A share is one field of a form and two columns.
            assert hasattr(kinds[kind], name) or hasattr(kinds[kind], f"{name}_part"), f"{kind}.{name}"
