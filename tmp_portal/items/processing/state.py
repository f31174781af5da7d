"""What the rules of one item work on: its variables, chance from a seed, and a budget that ends every run."""

import random
from collections.abc import Mapping, Sequence

from tmp_portal.items.declarations import (
    Declaration,
    OutcomeDeclaration,
    ResponseDeclaration,
    TemplateDeclaration,
)
from tmp_portal.items.processing.errors import Unscorable
from tmp_portal.items.values import NULL, Value, numeric

BUDGET = 200_000  # steps: an expression, an item of a container, some characters of a pattern's text
MOST_ITEMS = 2_000  # in one container

# Variables that every item has without declaring them (QTI 2.2, section 5.1); what a student sends never sets them.
_BUILT_IN: dict[str, Declaration] = {
    "numAttempts": ResponseDeclaration(base_type="integer"),
    "duration": ResponseDeclaration(base_type="duration"),
    "completionStatus": OutcomeDeclaration(base_type="identifier", default=("unknown",)),
}


class State:
    """The variables during one run; responses are NULL, outcomes and template variables at their defaults at first."""

    def __init__(
        self,
        responses: Mapping[str, ResponseDeclaration],
        outcomes: Mapping[str, OutcomeDeclaration],
        templates: Mapping[str, TemplateDeclaration],
        seed: int = 0,
    ) -> None:
        self.responses, self.outcomes, self.templates = responses, outcomes, templates
        self.declared: dict[str, Declaration] = _BUILT_IN | dict(templates) | dict(outcomes) | dict(responses)
        self.values = {name: _start(declared) for name, declared in self.declared.items()}
        self.values["numAttempts"] = numeric(1)
        self.keys: dict[str, Value] = {}  # of responses, once asked for or set by rules
        self.defaults: dict[str, Value] = {}  # set by rules
        self._seed = seed
        self._left = BUDGET
        self._random: random.Random | None
        self.chance("template")

    def chance(self, purpose: str) -> None:
        """Begin the random numbers of a purpose: the same ones for the same seed."""
        self._purpose, self._random = purpose, None

    def random(self) -> float:
        """The next random number, from 0 up to 1.

        Only this method of Random is used, for only its sequence is promised to stay from one Python to the next.
        """
        if self._random is None:
            self._random = random.Random(f"{self._seed} {self._purpose}")  # noqa: S311 - nothing secret comes from it
        return self._random.random()

    def spend(self, steps: int) -> None:
        """Take from the budget; raises Unscorable once it is used up."""
        self._left -= steps
        if self._left < 0:
            raise Unscorable("its rules take too long")

    def answer(self, given: Mapping[str, Sequence[str]]) -> None:
        """Set the responses; those not given stay NULL, those not declared are left out."""
        for name, texts in given.items():
            if name in self.responses and texts:
                self.values[name] = bounded(self.responses[name].value(list(texts)))

    @property
    def is_blank(self) -> bool:
        """No response has a value."""
        return all(self.values[name].is_null for name in self.responses)

    def value(self, name: str) -> Value:
        """What a variable holds; raises Unscorable if there is none of that name."""
        found = self.values.get(name)
        if found is None:
            raise Unscorable(f"its rules use a variable that it does not declare, {name!r:.60}")
        return found

    def correct(self, name: str) -> Value:
        """A response's key; raises Unscorable if it has none."""
        declared = self.responses.get(name)
        if name not in self.keys and declared and declared.correct:
            self.keys[name] = declared.value(declared.correct)
        if name not in self.keys:
            raise Unscorable(f"it has no correct response to compare with, {name!r:.60}")
        return self.keys[name]

    def default(self, name: str) -> Value:
        """A variable's default."""
        if name in self.defaults:
            return self.defaults[name]
        declared = self.declared.get(name)
        return declared.value(declared.default) if declared else NULL

    def set(self, name: str, value: Value) -> None:
        """Set a variable, as a value of its declared type; one that is not declared takes any."""
        declared = self.declared.get(name)
        self.values[name] = declared.cast(value) if declared else value

    def restart_templates(self) -> None:
        """Put the template variables back to their defaults."""
        for name, declared in self.templates.items():
            self.values[name] = declared.value(declared.default)


def _start(declared: Declaration) -> Value:
    match declared:
        case OutcomeDeclaration():
            return declared.start()
        case ResponseDeclaration():
            return NULL
    return declared.value(declared.default)


def bounded(value: Value) -> Value:
    """The value; raises Unscorable for a container that is too large."""
    if len(value.items) > MOST_ITEMS:
        raise Unscorable(f"its rules make a container of more than {MOST_ITEMS:,} items")
    return value
