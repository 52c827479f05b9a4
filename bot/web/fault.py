"""What is answered when something of ours went wrong."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response


async def fault(request: Request, error: Exception) -> Response:
    """The same for every request, and nothing of what went wrong."""
    return JSONResponse({"error": "Une erreur de notre côté : réessayez dans un instant."}, status_code=500)
