"""A document as typst is given it: what somebody would write in its markup who wanted the same pages."""

from __future__ import annotations

from desktop.documents.document import (
    Block,
    Document,
    Grid,
    Group,
    Heading,
    Inset,
    Letterhead,
    Listed,
    Notice,
    Particulars,
    Prose,
    Row,
    Signatures,
    Text,
    Title,
)


def in_typst(document: Document) -> str:
    right_to_left = document.language.right_to_left
    head = f"""
#set page(paper: "a4", margin: (x: 24mm, top: 27mm, bottom: 26mm), numbering: "1 / 1",
  header: [#text(size: 9pt)[{_escaped(document.author)}] #h(1fr) {_escaped(document.number)}])
#set text(font: "Amiri", size: 12.2pt, lang: "{document.language.code}", dir: {"rtl" if right_to_left else "ltr"})
#set par(justify: true, leading: 7pt, spacing: 12pt)
#set document(title: "{_quoted(document.title)}")
#set table(stroke: 0.4pt)
"""
    return head + "\n\n".join(_block(block) for block in document.blocks)


def _block(block: Block) -> str:
    match block:
        case Letterhead(lines, name):
            return "#align(center)[" + r" \ ".join(_text(line) for line in (*lines, name)) + "]"
        case Title(name, number, subject):
            return "\n\n".join(f"#align(center, text(size: 16pt)[{_text(each)}])" for each in (name, number, subject))
        case Notice(text):
            return f"#rect(width: 100%)[{_text(text)}]"
        case Heading(text, level, number):
            return f"{'=' * level} {_escaped(number)} {_text(text)}"
        case Prose(texts):
            return "\n\n".join(_text(text) for text in texts)
        case Inset(texts):
            return "#block(inset: (x: 12pt), stroke: (left: 2pt))[" + "\n\n".join(_text(text) for text in texts) + "]"
        case Listed(items):
            return "\n".join(f"+ {_text(item)}" for item in items)
        case Particulars(rows):
            cells = ", ".join(f"[{_text(name)}], [{_text(value)}]" for _, name, value in rows)
            return f"#grid(columns: (auto, 1fr), gutter: 6pt, {cells})"
        case Grid(headings, rows, shares):
            columns = ", ".join("auto" if share is None else f"{share}fr" for share in shares)
            cells = [f"table.header({', '.join(_cell(cell) for cell in headings)})"]
            for row in rows:
                if isinstance(row, Row):
                    cells += [_cell(cell) for cell in row.cells]
                elif isinstance(row, Group):
                    cells.append(f"table.cell(colspan: {len(shares)}){_cell(row.cell)}")
            return f"#table(columns: ({columns},), {', '.join(cells)})"
        case Signatures(done, people):
            signed = ", ".join(_cell((*person.title, *person.name)) for person in people)
            grid = f"#grid(columns: {len(people)}, gutter: 40pt, {signed})"
            return f"#block(breakable: false)[{_cell(done)[1:-1]}\n\n{grid}]"
        case _:
            return ""


def _cell(texts: tuple[Text, ...]) -> str:
    return "[" + r" \ ".join(_text(text) for text in texts) + "]"


def _text(text: Text) -> str:
    runs = [f"#strong[{_escaped(run.text)}]" if run.bold else _escaped(run.text) for run in text.runs]
    return (f"#box[{_escaped(text.number)}] " if text.number else "") + "".join(runs)


def _escaped(text: str) -> str:
    for character in r"\#$*_`<>@=+-/[]~'\"":
        text = text.replace(character, "\\" + character)
    return text


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
