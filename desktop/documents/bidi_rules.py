"""The rules of the Unicode Bidirectional Algorithm (UAX #9), one after the other over a whole paragraph.

All of it but the mirroring of brackets, which HarfBuzz does while shaping: embeddings, overrides, isolates, paired
brackets. Rule names in the comments (X1, W4, N0 …) are those of the annex, revision 48.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from unicodedata import bidirectional, normalize

MAX_DEPTH = 125
MAX_OPEN_BRACKETS = 63

_ISOLATES = {"LRI", "RLI", "FSI"}
_EMBEDDINGS = {"LRE": ("L", False), "RLE": ("R", False), "LRO": ("L", True), "RLO": ("R", True)}
_REMOVED = {*_EMBEDDINGS, "PDF", "BN"}  # X9: such characters take no part
_NEUTRAL = {"B", "S", "WS", "ON", "LRI", "RLI", "FSI", "PDI"}
_TRAILING = {"WS", "LRI", "RLI", "FSI", "PDI", *_REMOVED}
_AS_STRONG = {"L": "L", "R": "R", "AL": "R", "EN": "R", "AN": "R"}

# BidiBrackets.txt of Unicode 15: opening and closing brackets in turn.
_PAIRS = (
    "()[]{}༺༻༼༽᚛᚜⁅⁆⁽⁾₍₎⌈⌉⌊⌋\u2329\u232a❨❩❪❫❬❭❮❯❰❱❲❳❴❵⟅⟆⟦⟧⟨⟩⟪⟫⟬⟭⟮⟯⦃⦄⦅⦆⦇⦈⦉⦊⦋⦌⦍⦐⦏⦎⦑⦒⦓⦔⦕⦖⦗⦘⧘⧙⧚⧛⧼⧽"
    "⸢⸣⸤⸥⸦⸧⸨⸩\u2e55\u2e56\u2e57\u2e58\u2e59\u2e5a\u2e5b\u2e5c〈〉《》「」『』【】〔〕〖〗〘〙〚〛﹙﹚﹛﹜﹝﹞（）［］｛｝｟｠｢｣"
)
CLOSING = {opening: normalize("NFC", closing) for opening, closing in zip(_PAIRS[::2], _PAIRS[1::2], strict=True)}
CLOSERS = set(_PAIRS[1::2])


@cache
def bidi_class(char: str) -> str:
    return bidirectional(char) or "L"


def paragraph_level(text: str, default: int = 0) -> int:
    """0 for a paragraph that begins left to right, 1 for right to left (P2, P3); ``default`` where nothing tells."""
    types = [bidi_class(char) for char in text]
    return _first_strong(types, 0, len(types), _matching_isolates(types), default)


def by_all_rules(text: str, base: int) -> list[int]:
    """The level of every character of a paragraph at level ``base``: even runs left to right, odd right to left."""
    types = [bidi_class(char) for char in text]
    matches = _matching_isolates(types)
    levels, resolved = _explicit(types, matches, base)
    for sequence in _isolating_run_sequences(types, levels, matches, base):
        _resolve(sequence, resolved, levels, text)
    _fill_removed(types, levels, base)
    _reset_whitespace(types, levels, base)
    return levels


# --- explicit levels (X1 to X8) --------------------------------------------------------------------------------------


def _matching_isolates(types: list[str]) -> dict[int, int]:
    """Isolate initiators and the PDI that closes each, both ways round (BD9)."""
    matches: dict[int, int] = {}
    opened: list[int] = []
    for position, kind in enumerate(types):
        if kind in _ISOLATES:
            opened.append(position)
        elif kind == "PDI" and opened:
            initiator = opened.pop()
            matches[initiator], matches[position] = position, initiator
        elif kind == "B":
            opened.clear()
    return matches


def _first_strong(types: list[str], start: int, end: int, matches: dict[int, int], default: int) -> int:
    position = start
    while position < end:
        kind = types[position]
        if kind == "L":
            return 0
        if kind in ("R", "AL"):
            return 1
        if kind in _ISOLATES:
            position = matches.get(position, end)
        position += 1
    return default


def _explicit(types: list[str], matches: dict[int, int], base: int) -> tuple[list[int], list[str]]:
    """Levels that embeddings, overrides and isolates ask for, and the classes as overrides change them."""
    levels, resolved = [base] * len(types), list(types)
    stack: list[tuple[int, str | None, bool]] = [(base, None, False)]  # level, override, is an isolate
    overflow_isolates = overflow_embeddings = valid_isolates = 0
    for position, kind in enumerate(types):
        level, override, _ = stack[-1]
        if kind in _EMBEDDINGS:
            direction, overrides = _EMBEDDINGS[kind]
            deeper = _next_level(level, direction)
            if deeper <= MAX_DEPTH and not overflow_isolates and not overflow_embeddings:
                stack.append((deeper, direction if overrides else None, False))
            elif not overflow_isolates:
                overflow_embeddings += 1
        elif kind in _ISOLATES:
            levels[position] = level
            resolved[position] = override or kind
            if kind == "FSI":
                end = matches.get(position, len(types))
                kind = "RLI" if _first_strong(types, position + 1, end, matches, 0) else "LRI"
            deeper = _next_level(level, "R" if kind == "RLI" else "L")
            if deeper <= MAX_DEPTH and not overflow_isolates and not overflow_embeddings:
                valid_isolates += 1
                stack.append((deeper, None, True))
            else:
                overflow_isolates += 1
        elif kind == "PDI":
            if overflow_isolates:
                overflow_isolates -= 1
            elif valid_isolates:
                overflow_embeddings = 0
                while not stack[-1][2]:
                    stack.pop()
                stack.pop()
                valid_isolates -= 1
            levels[position] = stack[-1][0]
            resolved[position] = stack[-1][1] or kind
        elif kind == "PDF":
            if overflow_isolates:
                pass
            elif overflow_embeddings:
                overflow_embeddings -= 1
            elif not stack[-1][2] and len(stack) > 1:
                stack.pop()
        elif kind == "B":
            stack = [(base, None, False)]
            overflow_isolates = overflow_embeddings = valid_isolates = 0
        elif kind != "BN":
            levels[position] = level
            resolved[position] = override or kind
    return levels, resolved


def _next_level(level: int, direction: str) -> int:
    """The least odd level above for right to left, the least even one for left to right."""
    return (level + 1) | 1 if direction == "R" else (level + 2) & ~1


@dataclass(frozen=True)
class _Sequence:
    """Characters that are ordered together, and the direction of what stands before and after (X10)."""

    positions: list[int]
    level: int
    before: str
    after: str


def _isolating_run_sequences(
    types: list[str], levels: list[int], matches: dict[int, int], base: int
) -> list[_Sequence]:
    kept = [position for position, kind in enumerate(types) if kind not in _REMOVED]
    runs: list[list[int]] = []
    for position in kept:
        if runs and levels[runs[-1][-1]] == levels[position] and types[runs[-1][-1]] != "B":
            runs[-1].append(position)
        else:
            runs.append([position])
    run_at = {run[0]: run for run in runs}
    neighbours = dict(pairwise(kept))
    preceding = {after: before for before, after in pairwise(kept)}
    sequences = []
    for run in runs:
        if types[run[0]] == "PDI" and run[0] in matches:
            continue  # belongs to the sequence of its initiator
        positions = list(run)
        while types[positions[-1]] in _ISOLATES and positions[-1] in matches:
            positions += run_at[matches[positions[-1]]]
        level, last = levels[positions[0]], positions[-1]
        before = levels[preceding[positions[0]]] if positions[0] in preceding else base
        open_ended = types[last] in _ISOLATES or last not in neighbours
        after = base if open_ended else levels[neighbours[last]]
        sequences.append(_Sequence(positions, level, _direction(max(level, before)), _direction(max(level, after))))
    return sequences


def _direction(level: int) -> str:
    return "R" if level & 1 else "L"


# --- weak, neutral and implicit types (W1 to W7, N0 to N2, I1, I2) ---------------------------------------------------


def _resolve(sequence: _Sequence, resolved: list[str], levels: list[int], text: str) -> None:
    """Give the characters of one sequence their levels, in place."""
    positions, embedding = sequence.positions, _direction(sequence.level)
    types = [resolved[position] for position in positions]
    marks = [kind == "NSM" for kind in types]
    _resolve_weak(types, sequence.before)
    _resolve_brackets(types, [text[position] for position in positions], marks, sequence.before, embedding)
    _resolve_neutral(types, sequence, embedding)
    for position, kind in zip(positions, types, strict=True):
        if sequence.level & 1:
            levels[position] = sequence.level + (kind != "R")
        elif kind != "L":
            levels[position] = sequence.level + (1 if kind == "R" else 2)


def _resolve_weak(types: list[str], before: str) -> None:
    previous = strong = before
    for i, kind in enumerate(types):  # W1, W2, W3
        if kind == "NSM":
            kind = types[i] = "ON" if previous in _ISOLATES or previous == "PDI" else previous
        previous = kind
        if kind in ("L", "R", "AL"):
            strong = kind
        elif kind == "EN" and strong == "AL":
            types[i] = previous = "AN"
    types[:] = ["R" if kind == "AL" else kind for kind in types]
    for i in range(1, len(types) - 1):  # W4
        kind, left, right = types[i], types[i - 1], types[i + 1]
        if left == right and ((kind == "ES" and left == "EN") or (kind == "CS" and left in ("EN", "AN"))):
            types[i] = left
    start = 0
    while start < len(types):  # W5
        if types[start] != "ET":
            start += 1
            continue
        end = start
        while end < len(types) and types[end] == "ET":
            end += 1
        if (start and types[start - 1] == "EN") or (end < len(types) and types[end] == "EN"):
            types[start:end] = ["EN"] * (end - start)
        start = end
    strong = before
    for i, kind in enumerate(types):  # W6, W7
        if kind in ("ET", "ES", "CS"):
            types[i] = "ON"
        elif kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            types[i] = "L"


def bracket_pairs(types: list[str], chars: list[str]) -> list[tuple[int, int]]:
    """Brackets that belong together, by their opening one (BD16)."""
    opened: list[tuple[str, int]] = []
    pairs = []
    for i, char in enumerate(chars):
        if types[i] != "ON":
            continue
        if char in CLOSING:
            if len(opened) == MAX_OPEN_BRACKETS:
                return []
            opened.append((CLOSING[char], i))
        elif char in CLOSERS:
            wanted = normalize("NFC", char)
            for depth in range(len(opened) - 1, -1, -1):
                if opened[depth][0] == wanted:
                    pairs.append((opened[depth][1], i))
                    del opened[depth:]
                    break
    return sorted(pairs)


def _resolve_brackets(types: list[str], chars: list[str], marks: list[bool], before: str, embedding: str) -> None:
    for opening, closing in bracket_pairs(types, chars):  # N0
        inside = {_AS_STRONG.get(kind) for kind in types[opening + 1 : closing]} - {None}
        if not inside:
            continue
        direction = embedding
        if embedding not in inside:
            context = next((_AS_STRONG[kind] for kind in reversed(types[:opening]) if kind in _AS_STRONG), before)
            direction = context if context != embedding else embedding
        for bracket in (opening, closing):
            types[bracket] = direction
            for i in range(bracket + 1, len(types)):
                if not marks[i]:
                    break
                types[i] = direction


def _resolve_neutral(types: list[str], sequence: _Sequence, embedding: str) -> None:
    start = 0
    while start < len(types):  # N1, N2
        if types[start] not in _NEUTRAL:
            start += 1
            continue
        end = start
        while end < len(types) and types[end] in _NEUTRAL:
            end += 1
        left = _AS_STRONG[types[start - 1]] if start else sequence.before
        right = _AS_STRONG[types[end]] if end < len(types) else sequence.after
        types[start:end] = [left if left == right else embedding] * (end - start)
        start = end


# --- what the rules left out -----------------------------------------------------------------------------------------


def _fill_removed(types: list[str], levels: list[int], base: int) -> None:
    """A character that took no part stays with the one before it."""
    level = base
    for position, kind in enumerate(types):
        if kind in _REMOVED:
            levels[position] = level
        level = levels[position]


def _reset_whitespace(types: list[str], levels: list[int], base: int) -> None:
    """Separators, and spaces before them or at the end, go back to the base level (L1)."""
    trailing = True
    for position in range(len(types) - 1, -1, -1):
        if types[position] in ("S", "B"):
            trailing = True
        elif types[position] not in _TRAILING:
            trailing = False
        if trailing:
            levels[position] = base
