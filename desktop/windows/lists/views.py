"""Saved views of a list: a name for a search, filters, columns and an order, to be come back to with one click."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton

from desktop.language import Message, message
from desktop.windows.forms.form import Field
from desktop.windows.forms.form_dialog import FormDialog

if TYPE_CHECKING:
    from desktop.windows.lists.list_page import ListPage

LONGEST_NAME = 60
AROUND_WORDS, ICON_ALONE = 48, 34
"""Pixels: of the button beside its words, and of the button without any."""


class ViewsButton(QToolButton):
    """Says which view is shown, and opens the menu of those saved. They are kept with the register's settings."""

    def __init__(self, page: ListPage) -> None:
        super().__init__(page)
        self.page, self.desk = page, page.desk
        self.current: str | None = None
        """The name of the view chosen last."""
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self.open_menu)
        self._words = ""

    # On a small screen the name gives way, down to the icon.

    def sizeHint(self) -> QSize:
        around = self.desk.scaled(AROUND_WORDS)
        return QSize(self.fontMetrics().horizontalAdvance(self._words) + around, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(ICON_ALONE, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        room = self.width() - self.desk.scaled(AROUND_WORDS) + 4
        fitting = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room) if room > 24 else ""
        self.setText(fitting.replace("&", "&&"))

    @property
    def views(self) -> dict[str, Any]:
        """What is kept of each view, by its name, in the order they were saved."""
        kept = self.desk.settings.views.setdefault(self.desk.register.location, {})
        return kept.setdefault(self.page.key, {})

    def title(self) -> str:
        """The name of the view, while the list shows what is saved under it."""
        return self.current if self.current and self.views.get(self.current) == self.shown() else ""

    def shown(self) -> dict[str, Any]:
        """What the list shows now, as it is kept."""
        page = self.page
        place = page.table.place()
        return {
            "search": page.search.text(),
            "filters": page.filter_bar.kept(),
            **{each: place[each] for each in ("columns", "order", "sort")},
        }

    def menu_of_views(self) -> QMenu:
        """The views saved, and what can be done with the one shown."""
        language = self.desk.language
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, kept in self.views.items():
            action = menu.addAction(name.replace("&", "&&"), lambda name=name: self.show_view(name))
            action.setCheckable(True)
            action.setChecked(name == self.current and kept == self.shown())
        if self.views:
            menu.addSeparator()
        menu.addAction(self.desk.icon("plus"), language.text("Save this view…"), self.save_new)
        if (current := self.current) in self.views and current is not None:
            if self.views[current] != self.shown():
                words = language.text("Save “{name}” as it is now", name=current)
                menu.addAction(self.desk.icon("floppy-disk"), words.replace("&", "&&"), self.save_over)
            menu.addAction(self.desk.icon("pencil-simple"), language.text("Rename this view…"), self.rename)
            menu.addAction(self.desk.icon("trash"), language.text("Remove this view"), self.remove)
        return menu

    def open_menu(self) -> None:
        self.menu_of_views().popup(self.mapToGlobal(self.rect().bottomLeft()))

    # --- what is done with a view ------------------------------------------------------------------------------------

    def show_view(self, name: str) -> None:
        """Search, filter, arrange and sort as the view says; what makes no sense any more is passed over."""
        kept, page = self.views.get(name), self.page
        if not isinstance(kept, dict) or not page.leave():
            return
        self.current = name
        page.table.header.return_to({"widths": page.table.header.place()["widths"], **kept})
        page.table.sort_by(kept.get("sort"))
        search = kept.get("search")
        page.set_filters(page.filter_bar.known(kept.get("filters")), search if isinstance(search, str) else "")
        self.retranslate()

    def save_new(self) -> None:
        """Ask for a name, and keep what is shown under it."""
        self._ask_name(message("Save this view"), "", self._save)

    def _save(self, name: str) -> None:
        self.views[name] = self.shown()
        self.current = name
        self._keep()

    def save_over(self) -> None:
        if self.current is not None:
            self._save(self.current)

    def rename(self) -> None:
        """Ask for another name of the view shown."""
        old = self.current

        def take(name: str) -> None:
            renamed = {name if each == old else each: kept for each, kept in self.views.items()}
            self.views.clear()
            self.views.update(renamed)
            self.current = name
            self._keep()

        if old is not None:
            self._ask_name(message("Rename this view"), old, take)

    def remove(self) -> None:
        """Forget the view shown; the list stays as it is."""
        if self.current is not None:
            self.views.pop(self.current, None)
            self.current = None
            self._keep()

    def _keep(self) -> None:
        self.desk.settings.save()
        self.retranslate()

    def _ask_name(self, title: Message, name: str, take: Any) -> None:
        def accept(values: Mapping[str, Any]) -> Message | None:
            given = " ".join(values["name"].split())[:LONGEST_NAME]
            if given != name and given in self.views:
                return message("Another view has this name already.")
            take(given)
            return None

        fields = (Field("name", message("Name"), required=True),)
        FormDialog(
            self.desk, title, fields, accept, done=message("Save"), values={"name": name}, parent=self.page.window()
        ).start()

    def retranslate(self) -> None:
        language = self.desk.language
        shown = self.current if self.current in self.views else None
        self.setIcon(self.desk.icon("bookmark-simple"))
        self._words = shown or language.text("Views")
        self._elide()
        self.updateGeometry()
        self.setAccessibleName(
            language.text("{name}: {value}", name=language.text("Views"), value=shown) if shown
            else language.text("Views")
        )  # fmt: skip
        self.setToolTip(language.text("Saved views"))
