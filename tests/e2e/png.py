# SPDX-License-Identifier: MIT
"""Reads the PNG files that Netdyno writes: 8 bits a channel, RGB or RGBA, not interlaced; of a
transparent one the colour over white."""

import struct
import zlib


class Picture:
    """width, height, and rows of bytes RGBRGB…"""

    def __init__(self, path):
        data = path.read_bytes()
        if data[:8] != b"\x89PNG\r\n\x1a\n":
            raise ValueError(f"{path} is no PNG file")
        chunks, position = {}, 8
        while position < len(data):
            length, kind = struct.unpack(">I4s", data[position:position + 8])
            body = data[position + 8:position + 8 + length]
            chunks[kind] = chunks.get(kind, b"") + body
            position += 12 + length
        if b"IEND" not in chunks:
            raise ValueError(f"{path} is cut off")
        self.width, self.height, depth, color, *_ = struct.unpack(">IIBBBBB", chunks[b"IHDR"])
        if depth != 8 or color not in (2, 6):
            raise ValueError(f"{path} is not RGB or RGBA of 8 bits")
        self.rows = list(self._unfilter(zlib.decompress(chunks[b"IDAT"]), 3 if color == 2 else 4))

    def _unfilter(self, raw, channels):
        stride = channels * self.width
        above = bytes(stride)
        for y in range(self.height):
            start = y * (stride + 1)
            row = bytearray(raw[start + 1:start + 1 + stride])
            undo(raw[start], row, above, channels)
            yield bytes(row) if channels == 3 else over_white(row)
            above = row

    def pixel(self, x, y):
        return tuple(self.rows[y][3 * x:3 * x + 3])

    def colors(self, left=0, top=0, right=None, bottom=None):
        """How many pixels of a part have each color."""
        counts = {}
        for row in self.rows[top:bottom]:
            part = row[3 * left:None if right is None else 3 * right]
            for i in range(0, len(part), 3):
                color = part[i:i + 3]
                counts[color] = counts.get(color, 0) + 1
        return counts

    def differences(self, other, left, top, right, bottom):
        """How many pixels of a part differ."""
        return sum(a[3 * x:3 * x + 3] != b[3 * x:3 * x + 3]
                   for a, b in zip(self.rows[top:bottom], other.rows[top:bottom])
                   for x in range(left, right))


def over_white(row):
    pixels = zip(row[0::4], row[1::4], row[2::4], row[3::4])
    return bytes((channel * alpha + 255 * (255 - alpha) + 127) // 255
                 for *color, alpha in pixels for channel in color)


def undo(kind, row, above, channels):
    """Takes a row's filter back, in place. PNG specification, 9.2."""
    if kind == 0:
        return
    for i in range(len(row)):
        left = row[i - channels] if i >= channels else 0
        up = above[i]
        if kind == 1:
            row[i] = row[i] + left & 255
        elif kind == 2:
            row[i] = row[i] + up & 255
        elif kind == 3:
            row[i] = row[i] + (left + up) // 2 & 255
        else:
            row[i] = row[i] + paeth(left, up, above[i - channels] if i >= channels else 0) & 255


def paeth(left, up, corner):
    estimate = left + up - corner
    distances = (abs(estimate - left), abs(estimate - up), abs(estimate - corner))
    return (left, up, corner)[distances.index(min(distances))]
