"""What is said when the server's own bounds refuse a file or a run, or a run ends too soon."""

from lstmviz.training.bounds import READ_BYTES, TABLES_BYTES, VISITOR_BYTES


def too_much_memory() -> str:
    """Write the sentence for a file that asked for more memory than a visitor may use."""
    return (
        f"Reading this file takes more than {READ_BYTES / 1e6:,.0f} MB of memory. Delete cells "
        "far from the table, keep fewer rows or columns, or save it as Parquet."
    )


def too_many_of_ones_own(size: int, own: int) -> str:
    """Write the sentence for a visitor whose tables take what one may take."""
    return (
        f"This table takes {size / 1e6:,.0f} MB beside {own / 1e6:,.0f} MB of your earlier ones; a "
        f"visitor may use {VISITOR_BYTES / 1e6:,.0f} MB. Reload the page, wait half a minute and "
        "bring it again, or keep fewer rows or columns."
    )


def too_many_tables(size: int, held: int) -> str:
    """Write the sentence for a server that holds as many tables as it can."""
    return (
        f"This table takes {size / 1e6:,.0f} MB, and visitors' tables take {held / 1e6:,.0f} of "
        f"the {TABLES_BYTES / 1e6:,.0f} MB that this server has for them. Try again in a few "
        "minutes, or keep fewer rows or columns."
    )


def no_room() -> str:
    """Write the sentence for a server whose temporary folder is full."""
    return (
        "The server's temporary folder is full, so that it can take no file. The file itself may "
        "be good: tell whoever runs this server, and try again later."
    )


def cannot_start() -> str:
    """Write the sentence for a server that cannot start another process."""
    return (
        "The server cannot start the process that reads files. The file itself may be good: try "
        "again in a minute."
    )


def too_many_samples(samples: int, train: int, most: int) -> str:
    """Write the sentence for a run that would read more samples, of so many, than a run may."""
    return (
        f"This run would read {samples:,} samples, and a run may read {most:,}. Choose "
        f"{most // train:,} epochs or fewer, or a longer stride."
    )


def runs_away(update: int, rate: float) -> str:
    """Write the sentence for a run whose loss became infinite at an update."""
    return (
        f"The loss became infinite at update {update:,}: with a learning rate of {rate:g} the "
        f"weights run away. Choose a smaller one, for example {rate / 10:g}, or let the values be "
        "standardised."
    )
