"""The hooks of Datasette that put our pages before its own."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import Any

from datasette import hookimpl
from datasette.plugins import pm

from portals.register.names import unmarked
from portals.room.guarding import App, guarded
from portals.room.server import ReadingRoom

_NAME = "portals reading room"
"""No name of a module: Datasette would take the templates beside it for its own."""


class _Hooks:
    def __init__(self, room: ReadingRoom) -> None:
        self.room = room
        self.__name__ = _NAME

    @hookimpl  # type: ignore[untyped-decorator]
    def register_routes(self) -> list[tuple[str, Any]]:
        return self.room.routes()

    @hookimpl  # type: ignore[untyped-decorator]
    def prepare_connection(self, conn: sqlite3.Connection) -> None:
        conn.create_function("unmarked", 1, lambda text: unmarked(text or ""), deterministic=True)

    @hookimpl  # type: ignore[untyped-decorator]
    def asgi_wrapper(self) -> Callable[[App], App]:
        return guarded

    @hookimpl  # type: ignore[untyped-decorator]
    def menu_links(self) -> list[dict[str, str]]:
        return [{"href": "/", "label": "Reading room"}, {"href": "/questions", "label": "Questions"}]


def show_room(room: ReadingRoom) -> None:
    """Let Datasette show a reading room; another one that was registered before is taken out."""
    if (old := pm.get_plugin(_NAME)) is not None:
        pm.unregister(old)
    pm.register(_Hooks(room), _NAME)
