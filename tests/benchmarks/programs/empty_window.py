"""The peer of a start: an empty main window.

It says when it was painted, by the clock and in processor time, and ends.
"""

from __future__ import annotations

import json
import sys
import time

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow


class Window(QMainWindow):
    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        print(json.dumps([time.monotonic(), time.process_time()]), flush=True)
        QApplication.quit()


application = QApplication(sys.argv)
window = Window()
window.resize(1280, 800)
window.show()
application.exec()
