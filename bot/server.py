"""Serve the web application on a port of this machine."""

import socket
import sys

from bot.desk import Desk
from bot.errors import ServerError
from bot.settings import Settings


def check_port(host: str, port: int) -> None:
    """Make sure that nothing listens there yet, before anything slow is loaded.

    Raises:
        ServerError: the address is taken, or not one of this machine.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise ServerError(
            f"cannot listen on {host} port {port} ({error.strerror or error}); "
            f"stop what is there or choose another --port"
        ) from error


def serve(desk: Desk, settings: Settings) -> None:
    """Serve until interrupted."""
    import uvicorn

    from bot.app import create_app

    host, port = settings.host, settings.port
    app = create_app(desk, settings)
    print(f"onrecord: open http://{f'[{host}]' if ':' in host else host}:{port}", file=sys.stderr)
    uvicorn.run(app, host=host, port=port, log_level="warning")
