"""NumPy files (.npy): an array of one or two axes is a table."""

import io

import numpy as np
import pyarrow as pa

from lstmviz.table.reading.body.rows import Cells
from lstmviz.table.reading.files.files import TableError, broken, refuse_columns, refuse_rows

NPZ = (
    "This is an archive of NumPy arrays (.npz), not one table. In Python, choose one of them: "
    "numpy.savetxt('table.csv', numpy.load(name)['array'], delimiter=','); an array of more than "
    "two axes needs .reshape(len(array), -1) first: each row then holds all steps of a sample."
)


def read_array(content: bytes) -> Cells:
    """Take a NumPy array apart into columns.

    Raises:
        TableError: more than two axes, or something else than numbers.
    """
    try:
        file = io.BytesIO(content)
        version = np.lib.format.read_magic(file)
        read_header = (
            np.lib.format.read_array_header_1_0
            if version == (1, 0)
            else np.lib.format.read_array_header_2_0
        )
        shape, _, kind = read_header(file)
    except Exception as error:
        raise TableError(broken("NumPy file", error)) from error
    if kind.kind not in "iufb":
        raise TableError(
            f"This is a NumPy array of {str(kind)[:60]}, not of numbers. Save it as text: "
            "pandas.DataFrame(array).to_csv('table.csv')."
        )
    if len(shape) > 2:
        axes = " × ".join(f"{size:,}" for size in shape)
        raise TableError(
            f"This is a NumPy array of {len(shape)} axes, {axes}; a table has two. "
            "array.reshape(len(array), -1) keeps a row for each sample and puts all its steps side "
            f"by side in the columns (here {int(np.prod(shape[1:])):,}): save that, with "
            "numpy.save or numpy.savetxt(name, array, delimiter=',')."
        )
    columns = 1 if len(shape) == 1 else shape[1] if shape else 0
    refuse_rows(shape[0] if shape else 0)
    refuse_columns(columns)
    try:
        array = np.lib.format.read_array(io.BytesIO(content), allow_pickle=False)
    except Exception as error:
        raise TableError(broken("NumPy file", error)) from error
    array = array.reshape(len(array), -1) if array.ndim else array.reshape(1, 1)
    names = tuple(f"column {number + 1}" for number in range(array.shape[1]))
    parts = (pa.chunked_array([pa.array(np.ascontiguousarray(part))]) for part in array.T)
    return Cells(tuple(parts), names)
