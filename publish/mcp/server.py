"""The transports of the tools: standard input and output for a program on this machine, or HTTP."""

import json
from typing import TYPE_CHECKING, Any

from mcp import types
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server

from docket.statute import CITATION, NAME, SITE_ID
from publish.mcp.tools import TOOLS, NotAnswered, call

if TYPE_CHECKING:
    from datasette.app import Datasette
    from starlette.applications import Starlette

_WORDS = (
    f"Court litigation about {NAME} ({CITATION}). Read only. Null is not known, never none. A row that is "
    "unconfirmed or a candidate was not reviewed: say so. Cite with the tool cite. This is not legal advice."
)


def make_server(datasette: "Datasette", version: str) -> Server[Any]:
    """Return the MCP server whose tools read the record that `datasette` serves."""

    async def list_tools(_ctx: Any, _params: Any) -> types.ListToolsResult:
        return types.ListToolsResult(
            tools=[
                types.Tool(
                    name=tool.name,
                    description=tool.description,
                    input_schema=tool.schema,
                    annotations=types.ToolAnnotations(
                        read_only_hint=True, idempotent_hint=True, open_world_hint=False
                    ),
                )
                for tool in TOOLS.values()
            ]
        )

    async def call_tool(_ctx: Any, params: types.CallToolRequestParams) -> types.CallToolResult:
        try:
            answer = await call(datasette, params.name, params.arguments or {})
        except NotAnswered as error:
            return types.CallToolResult(content=[types.TextContent(text=str(error))], is_error=True)
        text = json.dumps(answer, ensure_ascii=False, separators=(",", ":"))
        return types.CallToolResult(content=[types.TextContent(text=text)], structured_content=answer)

    return Server(
        SITE_ID,
        version=version,
        title=f"{NAME} Docket",
        instructions=_WORDS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


async def serve_stdio(server: Server[Any]) -> None:
    """Answer the requests on standard input on standard output, until the input ends."""
    async with stdio_server() as (source, target):
        await server.run(source, target, server.create_initialization_options())


def http_app(server: Server[Any], host: str) -> "Starlette":
    """Return the ASGI application that answers at /mcp: each request on its own, with no session between
    requests."""
    return server.streamable_http_app(json_response=True, stateless_http=True, host=host)
