"""Geographic functions on the sphere (ODK XForms specification, Geographic Functions).

A point is `latitude longitude [altitude [accuracy]]` in decimal degrees; results in metres,
to the centimetre.
"""

from __future__ import annotations

import math
from itertools import pairwise

from inspectiebezoek.form.expression.convert import NAN, Value, to_string
from inspectiebezoek.form.functions.signature import Function

# The equatorial radius in metres, the circumference that the specification names.
EARTH_RADIUS = 6_378_100.0
Point = tuple[float, float]


def points_of(value: Value) -> list[Point] | None:
    """The points of a shape, a trace or nodes with a point each; `None` for anything else."""
    if isinstance(value, list) and len(value) > 1:
        parts = [node.text for node in value]
    else:
        parts = to_string(value).strip().strip(";").split(";")
    points = [_point(part) for part in parts if part.strip()]
    return None if any(point is None for point in points) else [p for p in points if p]


def _point(text: str) -> Point | None:
    words = text.split()
    if not 2 <= len(words) <= 4:
        return None
    try:
        latitude, longitude = float(words[0]), float(words[1])
    except ValueError:
        return None
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def distance(*values: Value) -> float:
    """The length of the way along the points, in metres."""
    points: list[Point] = []
    for value in values:
        some = points_of(value)
        if some is None or not some:
            return NAN
        points.extend(some)
    return round(_way(points), 2)


def _way(points: list[Point]) -> float:
    return math.fsum(_between(a, b) for a, b in pairwise(points))


def _between(first: Point, second: Point) -> float:
    lat1, lat2 = math.radians(first[0]), math.radians(second[0])
    turn = math.radians(first[1] - second[1])
    cosine = math.sin(lat1) * math.sin(lat2) + math.cos(lat1) * math.cos(lat2) * math.cos(turn)
    return EARTH_RADIUS * math.acos(max(-1.0, min(1.0, cosine)))


def area(value: Value) -> float:
    """The area inside the points, in square metres."""
    points = points_of(value)
    if not points:
        return 0.0
    if points[0] != points[-1]:
        points = [*points, points[0]]
    if len(points) < 4:
        return 0.0
    parts = [
        math.radians(b[1] - a[1])
        * (2 + math.sin(math.radians(a[0])) + math.sin(math.radians(b[0])))
        for a, b in pairwise(points)
    ]
    return round(abs(math.fsum(parts) * EARTH_RADIUS * EARTH_RADIUS / 2), 2)


def geofence(point: str, shape: Value) -> bool:
    """Whether a point lies inside a shape."""
    at, corners = _point(point), points_of(shape)
    if at is None or not corners:
        return False
    inside = False
    for a, b in zip(corners, [*corners[1:], corners[0]], strict=True):
        if (a[1] > at[1]) != (b[1] > at[1]):
            edge = (b[0] - a[0]) * (at[1] - a[1]) / (b[1] - a[1]) + a[0]
            if at[0] < edge:
                inside = not inside
    return inside


MAX_CORNERS = 1_000


def intersects(value: Value) -> bool:
    """Whether a line or the edge of a shape crosses itself; neighbours only touch."""
    points = points_of(value)
    if not points or len(points) > MAX_CORNERS:
        return False
    sides = list(pairwise(points))
    closed = points[0] == points[-1]
    return any(
        _cross(*sides[i], *sides[j])
        for i in range(len(sides))
        for j in range(i + 2, len(sides))
        if not (closed and i == 0 and j == len(sides) - 1)
    )


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    return _side(a, b, c) != _side(a, b, d) and _side(c, d, a) != _side(c, d, b)


def _side(a: Point, b: Point, c: Point) -> int:
    """1 when `c` lies left of the way from `a` to `b`, -1 when right, 0 when on it."""
    turn = (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
    return (turn > 0) - (turn < 0)


PLACES = {
    "enclosed-area": Function("number", "v", area),
    "intersects": Function("boolean", "v", intersects),
    "distance": Function("number", "vv*", distance),
    "area": Function("number", "v", area),
    "geofence": Function("boolean", "sv", geofence),
}
