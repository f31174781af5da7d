"""QTI's rules as data: the same for responses, outcomes and templates, whose elements differ in name only."""

import msgspec

from tmp_portal.items.processing.expressions import Expression


class _Rule(msgspec.Struct, frozen=True, omit_defaults=True):
    pass


class SetValue(_Rule, frozen=True, tag="set"):
    """Set an outcome, a template variable or a response (the last is not QTI, but players read it)."""

    identifier: str
    value: Expression


class SetCorrect(_Rule, frozen=True, tag="set_correct"):
    """Set a response's key."""

    identifier: str
    value: Expression


class SetDefault(_Rule, frozen=True, tag="set_default"):
    """Set a variable's default and put the variable back to it; without a value only the latter."""

    identifier: str
    value: Expression | None = None


class LookUpOutcome(_Rule, frozen=True, tag="look_up"):
    """Set an outcome to what its lookup table has for a number."""

    identifier: str
    value: Expression


class Branch(msgspec.Struct, frozen=True):
    """The rules that run if an expression is true."""

    when: Expression
    then: tuple["Rule", ...] = ()


class Condition(_Rule, frozen=True, tag="condition"):
    """The first branch that is true, else `otherwise`."""

    branches: tuple[Branch, ...] = ()
    otherwise: tuple["Rule", ...] = ()


class Constraint(_Rule, frozen=True, tag="constraint"):
    """Make the template variables again until this is true."""

    when: Expression


class Exit(_Rule, frozen=True, tag="exit"):
    """Run no rule after this one."""


Rule = SetValue | SetCorrect | SetDefault | LookUpOutcome | Condition | Constraint | Exit
