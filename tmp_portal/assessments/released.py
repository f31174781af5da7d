"""What staff released of a delivery."""

from typing import Any


def released(row: Any) -> list[str]:
    """What staff released, of a row of `deliveries`: what a student sees once an attempt is scored."""
    switches = {
        "score": row.release_scores,
        "items": row.release_items,
        "answers": row.release_answers,
        "key": row.release_key,
        "analysis": row.release_analysis,
    }
    return [name for name, is_on in switches.items() if is_on]
