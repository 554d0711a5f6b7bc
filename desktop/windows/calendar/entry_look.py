"""How the things of a calendar look: a drawing and a colour for each kind, and the words for one."""

from __future__ import annotations

from desktop.codes import DiaryKind
from desktop.language import Language
from desktop.records.diary import DiaryEntry
from desktop.windows.look.direction import side_by_side
from desktop.windows.look.theme import Theme

LOOKS = {
    DiaryKind.MEETING: ("calendar-dots", "accent"),
    DiaryKind.REPORT: ("scroll", "blue"),
    DiaryKind.ANSWER: ("chat-text", "amber"),
    DiaryKind.DEADLINE: ("flag", "grey"),
}
"""For each kind, its drawing and the role of its colour; what is late is red."""


def look_of(entry: DiaryEntry, theme: Theme) -> tuple[str, str]:
    """The drawing and the colour of an entry."""
    drawing, role = LOOKS[entry.kind]
    return drawing, theme.red if entry.late else getattr(theme, role)


def short(entry: DiaryEntry, language: Language) -> str:
    """An entry in the few words a cell has room for."""
    title, who = language.best(entry.title), ""
    match entry.kind:
        case DiaryKind.REPORT:
            title = title or (language.text(entry.status.label) if entry.status else "")
        case DiaryKind.ANSWER | DiaryKind.DEADLINE:
            who = entry.institution or ""
    return side_by_side((who, title), language.right_to_left)


def whole(entry: DiaryEntry, language: Language) -> str:
    """An entry as it is read aloud: what it is, its number and its title."""
    kind = language.text(entry.kind.label)
    late = language.text("late") if entry.late else ""
    words = " ".join(each for each in (entry.number, short(entry, language)) if each)
    return language.text("{name}: {value}", name=f"{kind}, {late}" if late else kind, value=words)
