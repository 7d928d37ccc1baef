#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""A small window that files can be dragged from, as from a file manager. Needs GTK 3.

usage: drag_source.py URI X Y SIZE
"""

import sys

import gi

gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, Gtk  # noqa: E402  (the version must be named first)


def main(uri, x, y, size):
    window = Gtk.Window(type=Gtk.WindowType.POPUP)
    window.move(x, y)
    window.set_default_size(size, size)
    source = Gtk.EventBox()
    source.add(Gtk.Label(label="drag"))
    targets = [Gtk.TargetEntry.new("text/uri-list", 0, 0)]
    source.drag_source_set(Gdk.ModifierType.BUTTON1_MASK, targets, Gdk.DragAction.COPY)
    source.connect("drag-data-get",
                   lambda widget, context, selection, info, time: selection.set_uris([uri]))
    window.add(source)
    window.show_all()
    print("ready", flush=True)
    Gtk.main()


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
