"""Sending a browser on, with the headers that every page of ours has."""

from litestar import Response

from tmp_portal.web.pages import HEADERS


def away(to: str) -> Response[str]:
    """To another page, with GET, and nothing of it kept."""
    return Response("", status_code=303, media_type="text/html", headers=HEADERS | {"location": to})
