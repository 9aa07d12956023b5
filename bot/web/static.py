"""Scripts and styles, as browsers may keep them."""

import os
from os import PathLike

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope


class Versioned(StaticFiles):
    """A file asked for by its version (``?v=``) is kept for good; any other is asked after."""

    def file_response(
        self,
        full_path: "PathLike[str] | str",
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        """Serve a file, or say that it has not changed."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        kept = b"v=" in scope.get("query_string", b"")
        response.headers["Cache-Control"] = (
            "public, max-age=31536000, immutable" if kept else "no-cache"
        )
        return response
