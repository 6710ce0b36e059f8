FULL_WIDTH = {number: number + 0xFEE0 for number in range(ord("!"), ord("~") + 1)}


def full_width(code: str) -> str:
    """As a Chinese keyboard types it."""
    return code.translate(FULL_WIDTH)
