# SPDX-License-Identifier: MIT
"""Writes pictures.json: pictures as Pillow (Debian's python3-pil) scales and cuts them, turns them by
their EXIF orientation and reads their formats. Run by /usr/bin/python3, with Debian's modules."""
import io
import json
import pathlib

from PIL import Image, ImageOps

SIZES = [((9, 7), (4, 4)), ((16, 16), (16, 16)), ((5, 5), (12, 12)), ((30, 20), (7, 9)),
         ((1, 1), (3, 3)), ((3, 40), (8, 8)), ((20, 16), (16, 16)), ((61, 33), (5, 3)),
         ((8, 12), (4, 6)), ((7, 3), (14, 5)), ((64, 48), (28, 28))]
ORIENTATION = 0x0112


def noise(width, height, channels, seed):
    state, values = seed, []
    for _ in range(width * height * channels):
        state = (state * 1103515245 + 12345) % 2 ** 31
        values.append(state >> 16 & 255)
    return bytes(values)


def planes(image, size):
    """As floats, so that nothing is rounded between the two directions."""
    return [round(v, 4) for band in image.split()
            for v in ImageOps.fit(band.convert("F"), size, Image.Resampling.BILINEAR).getdata()]


def scaled():
    rows = []
    for seed, (size, wanted) in enumerate(SIZES):
        for mode in ("L", "RGB"):
            pixels = noise(*size, len(mode) if mode == "RGB" else 1, seed + 1)
            image = Image.frombytes(mode, size, pixels)
            rows.append({"size": size, "wanted": wanted, "channels": len(image.getbands()),
                         "pixels": list(pixels), "planes": planes(image, wanted)})
    return rows


def stored(image, kind, **options):
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue().hex()


def turned():
    rows = []
    grey = Image.frombytes("L", (5, 3), noise(5, 3, 1, 77))
    blocks = Image.frombytes("L", (3, 2), bytes([10, 90, 160, 240, 40, 200])).resize(
        (24, 16), Image.Resampling.NEAREST)
    for number in range(1, 9):
        for image, kind, tolerance in ((grey, "PNG", 0), (blocks, "JPEG", 2)):
            exif = Image.Exif()
            exif[ORIENTATION] = number
            options = {"quality": 100} if kind == "JPEG" else {}
            data = bytes.fromhex(stored(image, kind, exif=exif, **options))
            shown = ImageOps.exif_transpose(Image.open(io.BytesIO(data)))
            rows.append({"kind": kind, "orientation": number, "file": data.hex(), "size": shown.size,
                         "tolerance": tolerance, "pixels": list(shown.getdata())})
    return rows


def formats():
    color = Image.frombytes("RGB", (6, 4), noise(6, 4, 3, 5))
    grey = color.convert("L")
    palette = color.quantize(8)
    files = [("png", stored(color, "PNG"), color), ("bmp", stored(color, "BMP"), color),
             ("ppm", stored(color, "PPM"), color), ("pgm", stored(grey, "PPM"), grey),
             ("gif", stored(palette, "GIF"), palette), ("palette png", stored(palette, "PNG"), palette)]
    return [{"kind": kind, "file": data, "size": image.size,
             "planes": [v for band in image.convert("RGB").split() for v in band.getdata()]}
            for kind, data, image in files]


golden = {"scaled": scaled(), "turned": turned(), "formats": formats()}
target = pathlib.Path(__file__).with_name("pictures.json")
target.write_text(json.dumps(golden, separators=(",", ":")) + "\n")
