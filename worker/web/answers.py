"""Answers that are not what was asked for: errors as JSON for programs, as a page for people."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from storage.errors import StoreUnavailable
from worker.web.filters import BadParameter
from worker.web.guard import HEADERS

Page = Callable[[Request, int, str], Response]


class NotFound(Exception):
    """Nothing here has this id or address; the message says what was looked for."""


def install(app: FastAPI, page: Page) -> None:
    """Answer every error: /api, the feeds and the probes in JSON, all else with `page(request, status, message)`."""

    def answer(request: Request, status: int, code: str, message: str, **more: Any) -> Response:
        if _for_people(request):
            response = page(request, status, message)
        else:
            response = JSONResponse({"error": {"code": code, "message": message, **more}}, status)
        if status == HTTPStatus.SERVICE_UNAVAILABLE:
            response.headers["Retry-After"] = "5"
        return response

    @app.exception_handler(BadParameter)
    def bad_parameter(request: Request, error: BadParameter) -> Response:
        return answer(
            request, 422, "bad_parameter", f"{error.parameter}: {error}", parameter=error.parameter
        )

    @app.exception_handler(RequestValidationError)
    def invalid(request: Request, error: RequestValidationError) -> Response:
        name, message = _first(error)
        return answer(request, 422, "bad_parameter", f"{name}: {message}", parameter=name)

    @app.exception_handler(NotFound)
    def not_found(request: Request, error: NotFound) -> Response:
        return answer(request, 404, "not_found", str(error))

    @app.exception_handler(StoreUnavailable)
    def unavailable(request: Request, error: StoreUnavailable) -> Response:
        return answer(request, 503, error.code, f"the store cannot be read now: {error}")

    @app.exception_handler(HTTPException)
    def refused(request: Request, error: HTTPException) -> Response:
        code = HTTPStatus(error.status_code).name.lower()
        response = answer(request, error.status_code, code, error.detail)
        response.headers.update(error.headers or {})
        return response

    @app.exception_handler(Exception)
    def broken(request: Request, _error: Exception) -> Response:
        response = answer(
            request, 500, "internal", "a fault of this program; its log has the trace"
        )
        response.headers.update(HEADERS)  # this answer is made outside of the guard
        return response


def _for_people(request: Request) -> bool:
    path = request.url.path
    return not path.startswith(("/api", "/feed.", "/healthz", "/readyz", "/metrics", "/openapi"))


def _first(error: RequestValidationError) -> tuple[str, str]:
    problem = error.errors()[0]
    name = str(problem["loc"][-1])
    if problem["type"] == "extra_forbidden":
        return name, "there is no such parameter; /docs lists them all"
    return name, str(problem["msg"]).removeprefix("Value error, ")
