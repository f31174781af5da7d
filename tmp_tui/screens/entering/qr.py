"""An address as a QR code, two of its squares to a cell, one above the other."""

import segno

QUIET = 2  # squares around it: four are asked for (ISO/IEC 18004), phones read it with two
BLOCKS = {(0, 0): " ", (1, 0): "▀", (0, 1): "▄", (1, 1): "█"}  # black above, black below


def half_blocks(address: str) -> list[str]:
    """Lines to be drawn black on white: readers want it that way round. None for an address that no QR code can hold."""
    try:
        code = segno.make(address, micro=False, error="l")
    except segno.DataOverflowError:
        return []
    rows = [[int(bool(dark)) for dark in row] for row in code.matrix_iter(border=QUIET)]
    if len(rows) % 2:
        rows.append([0] * len(rows[0]))
    return [
        "".join(BLOCKS[pair] for pair in zip(above, below, strict=True))
        for above, below in zip(rows[::2], rows[1::2], strict=True)
    ]
