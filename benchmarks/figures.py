"""A measured figure beside what it is to reach."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """`value` against `goal` in `unit`; `most` says whether the goal is an upper bound. `detail` has the parts."""

    name: str
    value: float
    unit: str
    goal: float | None = None
    most: bool = True
    detail: str = ""

    @property
    def reached(self) -> bool:
        """Whether the goal is met; a figure without a goal only informs."""
        return self.goal is None or (self.value <= self.goal if self.most else self.value >= self.goal)

    def row(self) -> str:
        """A row of the table."""
        goal = (
            "" if self.goal is None else f"{'at most' if self.most else 'at least'} {self.goal:g} {self.unit}"
        )
        return f"| {self.name} | {self.value:.3g} {self.unit} | {goal} | {'yes' if self.reached else '**no**'} | {self.detail} |"
