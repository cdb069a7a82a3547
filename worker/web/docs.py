"""/docs: the OpenAPI description as a page of our own, so that it works without any other server."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, FastAPI
from starlette.responses import HTMLResponse, Response

from worker.web.templating import Templates


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a route; `kind` says its type, place and default."""

    name: str
    kind: str
    description: str


@dataclass(frozen=True, slots=True)
class Route:
    """One address that can be asked with GET."""

    path: str
    summary: str
    parameters: tuple[Parameter, ...]


def router(app: FastAPI, templates: Templates) -> APIRouter:
    """The route over the application's own description."""
    web = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

    @web.get("/docs")
    def docs() -> Response:
        return templates.page("docs", groups=groups(app.openapi()), standing=None)

    return web


def groups(description: Mapping[str, Any]) -> list[tuple[str, list[Route]]]:
    """The routes of an OpenAPI description under their first tag."""
    found: dict[str, list[Route]] = {}
    for path, methods in description["paths"].items():
        route = methods["get"]
        parameters = tuple(_parameters(route.get("parameters", ())))
        found.setdefault(route["tags"][0], []).append(Route(path, route["summary"], parameters))
    return list(found.items())


def _parameters(given: Iterable[Mapping[str, Any]]) -> Iterable[Parameter]:
    for one in given:
        schema = one["schema"]
        kinds = [schema, *schema.get("anyOf", ())]
        kind = next((part["type"] for part in kinds if part.get("type") not in (None, "null")), "")
        default = schema.get("default")
        said = [kind, one["in"], f"default {default}" if default not in (None, "", False) else ""]
        yield Parameter(
            one["name"],
            ", ".join(filter(None, said)),
            one.get("description") or schema.get("description", ""),
        )
