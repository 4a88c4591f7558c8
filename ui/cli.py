"""The command line: `escalate serve | chat | draft | check | prove | play | simulate | show | compare | list | …`.

Exit codes: 0 done; 1 a fault of the program; 2 wrong use or input; 3 required facts are missing; 4 a tiered process
does not fit; 5 the author could not answer; 6 the checks found blockers or a proof failed; 7 the store failed; 130
stopped by the person.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Optional

import typer

app = typer.Typer(
    help="Design a customer support escalation process in a conversation, and check that it holds.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Model = Annotated[
    str,
    typer.Option(
        envvar="ESCALATE_MODEL",
        help="Who writes: offline, anthropic:NAME, openai:NAME, or URL#NAME of an OpenAI-compatible server.",
    ),
]
StoreUrl = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option(
        "--store", envvar="ESCALATE_STORE", help="SQLite file or postgresql:// URL. Default: your data folder."
    ),
]
OUT_HELP = "Write there: .md, .html, .docx, .pdf, or .json for the process as data."
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for programs.")]
ConversationId = Annotated[str, typer.Argument(help="The conversation's id; see escalate list.")]


@app.command()
def chat(
    resume: Annotated[Optional[str], typer.Option(help="Go on with a conversation; `last` for the newest.")] = None,  # noqa: UP045
    model: Model = "offline",
    store: StoreUrl = None,
) -> None:
    """Talk until the document stands. Everything is kept; come back with --resume."""
    from ui.commands.chat import run

    raise typer.Exit(run(resume=resume, model=model, store=store))


@app.command()
def draft(
    file: Annotated[Path, typer.Argument(help="A brief as text or Markdown; - reads standard input.")],
    out: Annotated[Optional[Path], typer.Option(help=OUT_HELP)] = None,  # noqa: UP045
    assume: Annotated[bool, typer.Option(help="Assume required facts that are missing, and say so.")] = False,
    model: Model = "offline",
    store: StoreUrl = None,
    json: AsJson = False,
) -> None:
    """Write a document from a brief without asking. Missing required facts are listed, and nothing is written."""
    from ui.commands.draft import run

    raise typer.Exit(run(file=file, out=out, assume=assume, model=model, store=store, as_json=json))


@app.command()
def check(
    file: Annotated[Path, typer.Argument(help="A document as JSON, from draft --out FILE.json.")],
    json: AsJson = False,
) -> None:
    """Check a document again, without a model: every finding with its place and how to mend it."""
    from ui.commands.check import run

    raise typer.Exit(run(file=file, as_json=json))


@app.command()
def prove(
    file: Annotated[Path, typer.Argument(help="A document as JSON, from draft --out FILE.json.")],
    seconds: Annotated[float, typer.Option(min=0.1, max=3600, help="What is not decided by then is unknown.")] = 20.0,
    json: AsJson = False,
) -> None:
    """Prove a document's rules: each property holds, fails on a ticket that is shown, or is unknown."""
    from ui.commands.prove import run

    raise typer.Exit(run(file=file, seconds=seconds, as_json=json))


@app.command()
def show(
    conversation: ConversationId,
    version: Annotated[Optional[int], typer.Option(help="The version's number; default: the current one.")] = None,  # noqa: UP045
    out: Annotated[Optional[Path], typer.Option(help=OUT_HELP)] = None,  # noqa: UP045
    transcript: Annotated[bool, typer.Option(help="Show the conversation instead of the document.")] = False,
    store: StoreUrl = None,
    json: AsJson = False,
) -> None:
    """Show a conversation's document."""
    from ui.commands.conversations import show_document, show_transcript

    if transcript:
        raise typer.Exit(show_transcript(conversation, store=store, as_json=json))
    raise typer.Exit(show_document(conversation, version=version, out=out, store=store, as_json=json))


@app.command()
def play(
    file: Annotated[Path, typer.Argument(help="A document as JSON, as `draft --out` writes it.")],
    severity: Annotated[str, typer.Option(help="The id of the severity, such as p1.")],
    customer: Annotated[str, typer.Option(help="The id of the customer tier.")],
    at: Annotated[str, typer.Option(help="When it arrives, such as 2026-11-28T02:00+01:00.")],
    issue: Annotated[Optional[str], typer.Option(help="The id of the kind of issue.")] = None,  # noqa: UP045
    fact: Annotated[Optional[list[str]], typer.Option(help="A field, such as security_flag=yes; repeatable.")] = None,  # noqa: UP045
    nobody: Annotated[bool, typer.Option("--nobody", help="What if nobody acknowledges?")] = False,
    json: AsJson = False,
) -> None:
    """Play one ticket: who holds it when, which rule fires, which promise is kept."""
    from schemas.played import PlayedTicket
    from ui.commands.play import facts_of, run

    ticket = PlayedTicket(
        severity=severity,
        customer_tier=customer,
        issue=issue,
        facts=facts_of(fact or ()),
        arrives=at,
        nobody_acknowledges=nobody,
    )
    raise typer.Exit(run(file=file, ticket=ticket, as_json=json))


@app.command()
def simulate(
    file: Annotated[Path, typer.Argument(help="A document as JSON, as `draft --out` writes it.")],
    tickets: Annotated[int, typer.Option(help="How many tickets to follow, in all runs together.")] = 100_000,
    seed: Annotated[int, typer.Option(help="The same seed shows the same.")] = 1,
    week: Annotated[Optional[float], typer.Option(help="What if so many tickets came a week?")] = None,  # noqa: UP045
    handle: Annotated[Optional[list[str]], typer.Option(help="Minutes a case, such as t1=15; repeatable.")] = None,  # noqa: UP045
    mend: Annotated[bool, typer.Option("--mend", help="Find the smallest changes that make it feasible.")] = False,
    json: AsJson = False,
) -> None:
    """Simulate a document's process: what is kept of each promise, and who can carry what."""
    from ui.commands.simulate import minutes_of, run

    handles = minutes_of(tuple(handle or ()))
    raise typer.Exit(run(file=file, tickets=tickets, seed=seed, week=week, handle=handles, mend=mend, as_json=json))


@app.command()
def compare(
    conversation: ConversationId,
    old: Annotated[int, typer.Argument(help="A version's number.")],
    new: Annotated[int, typer.Argument(help="Another version's number.")],
    store: StoreUrl = None,
) -> None:
    """Compare two versions of a document."""
    from ui.commands.conversations import compare_versions

    raise typer.Exit(compare_versions(conversation, old=old, new=new, store=store))


@app.command()
def serve(
    port: Annotated[int, typer.Option(help="The port; 0 takes any free one.")] = 7860,
    host: Annotated[str, typer.Option(help="The address to listen on. Any but loopback needs users.")] = "127.0.0.1",
    browser: Annotated[bool, typer.Option(help="Open the page in the browser.")] = True,
    model: Model = "offline",
    store: StoreUrl = None,
) -> None:
    """Open the chat page. No key is needed; with ESCALATE_USERS set, people sign in and see only their own."""
    from ui.commands.serve import run

    raise typer.Exit(run(host=host, port=port, store=store, model=model, browser=browser))


@app.command()
def password(name: Annotated[str, typer.Argument(help="The user's name.")]) -> None:
    """Print a line for the users' file: the name and the hash of a password that is asked for."""
    from ui.commands.password import run

    raise typer.Exit(run(name=name))


@app.command("list")
def list_all(
    search: Annotated[Optional[str], typer.Argument(help="Only conversations whose title holds this.")] = None,  # noqa: UP045
    store: StoreUrl = None,
    json: AsJson = False,
) -> None:
    """List the conversations, the newest first."""
    from ui.commands.conversations import list_conversations

    raise typer.Exit(list_conversations(search=search, store=store, as_json=json))


@app.command()
def delete(
    conversation: ConversationId,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    store: StoreUrl = None,
) -> None:
    """Delete a conversation and everything of it, for good."""
    from ui.commands.conversations import delete_conversation

    if not yes and not typer.confirm("Delete this conversation, its documents and its transcript for good?"):
        raise typer.Exit(0)
    raise typer.Exit(delete_conversation(conversation, store=store))


def main() -> None:
    """Run the command line; every foreseeable failure is one sentence and an exit code."""
    from ui.failures import exit_code_of

    try:
        # Without its standalone mode the framework returns an exit code instead of leaving with it.
        code = app(standalone_mode=False)
    except (KeyboardInterrupt, typer.Abort):
        sys.stderr.write("\nStopped. Nothing is lost: escalate chat --resume last goes on.\n")
        sys.exit(130)
    except Exception as error:  # noqa: BLE001 - the process edge: recorded, told in one sentence
        sys.exit(exit_code_of(error))
    sys.exit(code if isinstance(code, int) else 0)


if __name__ == "__main__":
    main()
