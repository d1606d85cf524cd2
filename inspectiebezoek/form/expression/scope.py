"""Where an expression stands in the form, and which definition each of its paths means.

Source: ODK XForms specification, XPath Paths: a reference inside a repeat means the node of the
nearest repeat instance that both share.
"""

from __future__ import annotations

from typing import NamedTuple

from inspectiebezoek.form.definition import Definition, Kind
from inspectiebezoek.form.expression.syntax import Call, ExpressionError, Path, Step


class Scope(NamedTuple):
    """The static place of an expression.

    `origin` is the node it is bound to, `here` the context node (another one inside a
    predicate); the depths count the repeats whose instance is known there, and `shared` those
    of `here` that are surely the instances of `origin`. Both are `None` outside the primary
    instance.
    """

    origin: Definition | None = None
    origin_depth: int = 0
    here: Definition | None = None
    here_depth: int = 0
    shared: int = 0

    @classmethod
    def at(cls, definition: Definition, depth: int | None = None) -> Scope:
        """The scope of an expression bound to a definition."""
        known = definition.depth if depth is None else depth
        return cls(definition, known, definition, known, known)

    def inside(self, here: Definition | None, shared: int) -> Scope:
        """The scope of a predicate on nodes of `here`."""
        depth = here.depth if here is not None else 0
        return Scope(self.origin, self.origin_depth, here, depth, shared)


class Read(NamedTuple):
    """A dependency: the expression reads `target` in every row below its first `pinned` repeats.

    `members` says that it reads which rows a repeat has.
    """

    target: Definition
    pinned: int
    members: bool = False


class Located(NamedTuple):
    """A path whose first steps are known: go from `base` up to depth `pinned`, down to `target`.

    `chain` are the repeats on the way down whose rows all count; `rest` the steps that must be
    taken one by one.
    """

    from_origin: bool
    climb: int
    pinned: int
    target: Definition
    chain: tuple[Definition, ...]
    rest: tuple[Step, ...]
    shared: int


def locate(path: Path, scope: Scope) -> Located | None:
    """The static meaning of a path in the primary instance; `None` where there is none.

    Raises:
        ExpressionError: `unknown_reference` for a name that its parent does not have.
    """
    relative_to_origin = path.start == Call("current", ()) and not path.filters
    if path.start is not None and not relative_to_origin:
        return None
    if path.absolute:
        return _absolute(path, scope)
    base = scope.origin if relative_to_origin else scope.here
    if base is None:
        return None
    depth = scope.origin_depth if relative_to_origin else scope.here_depth
    shared = scope.origin_depth if relative_to_origin else scope.shared
    cursor, pinned, taken = base, depth, 0
    if scope.here is base and _lone_unknown(path, base):
        return None
    for step in path.steps:
        following = _relative(cursor, step, path)
        if following is None:
            break
        cursor = following
        pinned = min(pinned, cursor.depth)
        taken += 1
    return Located(
        relative_to_origin,
        depth - pinned,
        pinned,
        cursor,
        cursor.repeats[pinned:],
        path.steps[taken:],
        min(pinned, shared),
    )


def _attribute(cursor: Definition, step: Step) -> Definition | None:
    """The live attribute that a step names."""
    if step.axis != "attribute" or step.predicates:
        return None
    return cursor.by_name.get(f"@{step.test}")


def _relative(cursor: Definition, step: Step, path: Path) -> Definition | None:
    if step.axis == "attribute":
        return _attribute(cursor, step)
    if step.predicates or (step.test not in ("node()", "*") and not step.plain):
        return None
    if step.axis == "self" and step.test == "node()":
        return cursor
    if step.axis == "parent" and step.test == "node()":
        return cursor.parent
    return child_of(cursor, step, path) if step.plain else None


def _lone_unknown(path: Path, base: Definition) -> bool:
    """Whether a path is one bare word that is no child, such as the `null` of real forms.

    By XPath that is an empty node-set, and clients take it so; all other unknown names are
    faults.
    """
    return len(path.steps) == 1 and path.steps[0].plain and path.steps[0].test not in base.by_name


def _absolute(path: Path, scope: Scope) -> Located | None:
    origin = scope.origin
    if origin is None or not path.steps or not path.steps[0].plain:
        return None
    root = origin
    while root.parent is not None:
        root = root.parent
    if path.steps[0].test != root.name:
        raise ExpressionError("unknown_reference", name=path.steps[0].test, path=written(path))
    cursor, pinned, taken = root, 0, 1
    known = origin.repeats[: scope.origin_depth]
    for step in path.steps[1:]:
        below = _attribute(cursor, step) or (child_of(cursor, step, path) if step.plain else None)
        if below is None:
            break
        cursor = below
        taken += 1
        if (
            cursor.kind is Kind.REPEAT
            and taken < len(path.steps)
            and pinned == cursor.depth - 1
            and pinned < len(known)
            and known[pinned] is cursor
        ):
            pinned = cursor.depth
    return Located(
        True,
        scope.origin_depth - pinned,
        pinned,
        cursor,
        cursor.repeats[pinned:],
        path.steps[taken:],
        pinned,
    )


def child_of(parent: Definition, step: Step, path: Path) -> Definition:
    """The child definition that a step names."""
    found = parent.by_name.get(step.test)
    if found is None:
        raise ExpressionError("unknown_reference", name=step.test, path=written(path))
    return found


def written(path: Path) -> str:
    """A path as people write it, without its predicates."""
    words: list[str] = []
    for step in path.steps:
        if step.axis == "self":
            words.append(".")
        elif step.axis == "parent":
            words.append("..")
        elif step.axis == "attribute":
            words.append(f"@{step.test}")
        else:
            words.append(f"{step.prefix}:{step.test}" if step.prefix else step.test)
    return ("/" if path.absolute else "") + "/".join(words)


def step_definitions(
    found: frozenset[Definition] | None, step: Step, everything: frozenset[Definition]
) -> frozenset[Definition] | None:
    """The definitions that a step can reach; `None` when the nodes lie outside the form."""
    if found is None:
        return None
    reached: set[Definition] = set()
    for definition in found:
        if step.axis == "self":
            reached.add(definition)
        elif step.axis == "child":
            reached.update(definition.children)
        elif step.axis == "parent":
            reached.update([definition.parent] if definition.parent else [])
        elif step.axis == "attribute":
            reached.update(definition.attributes)
        elif step.axis in ("descendant", "descendant-or-self"):
            reached.update(one for one in definition.walk() if not one.attribute)
        else:
            reached.update(everything)
    if step.test[-1] not in "*)":
        reached = {definition for definition in reached if definition.name == step.test}
    return frozenset(reached)
