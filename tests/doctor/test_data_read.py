"""What comes of a table in a learner's own code: each text is run, and read."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest

from lstmviz.doctor import diagnose
from lstmviz.doctor.reading.reader import read_setup
from lstmviz.doctor.reading.text import read_text
from tests.doctor.first_answer import first_answer

BEGIN = "df = pd.DataFrame(np.zeros((200, 5)), columns=['a', 'b', 'c', 'd', 'e'])\n"
FIT = (
    "model = keras.Sequential([keras.layers.LSTM(8), keras.layers.Dense(2)])\n"
    "model.compile('adam', 'mse')\nmodel.fit(X, y)\n"
)
CUT = """past, ahead = 24, 2
def cut(frame, past, ahead):
    X, y = [], []
    for end in range(past, len(frame) - ahead + 1):
        X.append(frame.iloc[end - past:end].to_numpy())
        y.append(frame[['a', 'b']].iloc[end + ahead - 1].to_numpy())
    return np.asarray(X), np.asarray(y)
X, y = cut(df, past, ahead)
"""
CONFIG = """@dataclass
class Config:
    window: int = 12
    step: int = 3
cfg = Config(step=1)
v = df.values
X = np.stack([v[i:i + cfg.window] for i in range(len(v) - cfg.window)])
y = v[cfg.window:, df.columns.get_loc('b')]
"""
# Each: what makes X and y of df, and what has to be read of X and of y, beside the samples.
MADE = {
    "a function's arguments have the names of sizes outside": (CUT, (24, 5), (2,)),
    "sizes in a class of values with types": (CONFIG, (12, 5), ()),
    "a list of slices made arrays": (
        "v = df.to_numpy()\nX = np.array([np.array(v[i:i + 9]) for i in range(len(v) - 9)])\n"
        "y = v[9:, :1]\n",
        (9, 5),
        (1,),
    ),
    "columns dropped by their names": (
        "v = df.drop(columns=['a', 'b']).values\n"
        "X = np.stack([v[i:i + 9] for i in range(len(v) - 9)], axis=0)\ny = v[9:, 0]\n",
        (9, 3),
        (),
    ),
    "columns dropped in place": (
        "df.drop('a', axis=1, inplace=True)\nX = df.values[:, None]\ny = df.iloc[:, 0].values\n",
        (1, 4),
        (),
    ),
    "rows dropped": (
        "v = df.drop([0, 1]).values\nX = v.reshape(-1, 1, 5)\ny = v[:, 1:3]\n",
        (1, 5),
        (2,),
    ),
    "windows put below one another": (
        "v = df.values\nX = np.concatenate([v[i:i + 10] for i in range(100)])[:, None]\n"
        "y = np.vstack([v[i] for i in range(1000 % 101)])\n",
        (1, 5),
        (5,),
    ),
}


@pytest.mark.filterwarnings("ignore:The inplace keyword")  # learners write it none the less
@pytest.mark.parametrize("how", MADE)
def test_what_code_makes_of_a_table_is_read_as_it_is(how):
    made, x, y = MADE[how]
    names = {"np": np, "pd": pd, "dataclass": dataclass}
    exec(BEGIN + made, names)
    assert (names["X"].shape[1:], names["y"].shape[1:]) == (x, y)
    setup = read_setup(read_text(BEGIN + made + FIT).plain)
    for array, real in ((setup.X, names["X"]), (setup.y, names["y"])):
        assert array is not None
        assert array.shape is not None
        assert array.shape[1:] == real.shape[1:]
        assert array.shape[0] in (None, real.shape[0])


LOADER = """arr = StandardScaler().fit_transform(pd.read_csv('meteo.csv').drop(columns='date'))
def windows(a, n):
    x = np.stack([a[i:i + n] for i in range(len(a) - n)])
    return torch.from_numpy(x).float(), torch.from_numpy(a[n:, :1]).float()
X, y = windows(arr, 30)
train = DataLoader(TensorDataset(X, y), batch_size=64)
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(3, 50, 2)
        self.linear = nn.Linear(50, 1)
    def forward(self, x):
        out, (h, c) = self.lstm(x)
        return self.linear(out[-1])
net = Net()
for xb, yb in train:
    loss = nn.L1Loss()(net(xb), yb)
RuntimeError: The size of tensor a (30) must match the size of tensor b (64) at non-singleton
dimension 0
"""
LAYERS = """class Config:
    units: int = 64
    n_layers: int = 3
def build(cfg):
    model = keras.Sequential([keras.Input((24, 3))])
    for k in range(cfg.n_layers):
        model.add(layers.LSTM(cfg.units, return_sequences=(k == 0)))
    model.add(layers.Dense(1))
    return model
cfg = Config()
model = build(cfg)
ValueError: Input 0 with name 'None' of layer 'lstm_2' is incompatible with the layer: expected
ndim=3, found ndim=2. Full shape received: (None, 64)
"""
SAMPLES = """prices = pd.read_csv('AAPL.csv')[['Open', 'High', 'Low', 'Close', 'Volume']]
v = MinMaxScaler().fit_transform(prices)
X, y = [], []
for i in range(30, len(v)):
    X.append(v[i-30:i, :])
    y.append(v[i, 3])
X, y = np.array(X), np.array(y)
model = Sequential()
model.add(LSTM(50, input_shape=(X.shape[0], X.shape[1])))
model.add(Dense(1))
model.compile('adam', 'mse')
model.fit(X, y)
"""
BUILT = (
    'ValueError: Input 0 of layer "sequential" is incompatible with the layer: expected '
    "shape=(None, 770, 30), found shape=(None, 30, 5)"
)
SIZES = (
    "model.fit(xs, np.array(ys))\nValueError: Data cardinality is ambiguous. Make sure all arrays "
    "contain the same number of samples.'x' sizes: 24, 24, 24, 24, 24, 24, [... and so on ...] "
    "24, 24\n'y' sizes: 620"
)
# Each: a text, the key of what is found, and a line or sentence that has to stand in the answer.
FOUND = {
    "batches of windows for a layer that counts the timesteps first": (
        LOADER,
        "batch_is_time",
        "Without batch_first=True",
    ),
    "layers made in a loop by a class of values": (
        LAYERS,
        "return_sequences",
        "keras.layers.LSTM(cfg.units, return_sequences=True)",
    ),
    "samples in input_shape, by the code": (
        SAMPLES,
        "samples_among_sizes",
        "keras.Input((30, 5))",
    ),
    "samples in input_shape, by the message": (
        SAMPLES + BUILT,
        "samples_among_sizes",
        "770 counts samples",
    ),
    "a list of arrays, whose sizes are cut": (SIZES, "list_of_arrays", "a list of 620 arrays"),
}


@pytest.mark.parametrize("which", FOUND)
def test_the_fault_is_found_behind_the_way_of_the_data(which):
    text, key, said = FOUND[which]
    found = diagnose(text)
    assert [each.key for each in found.diagnoses][:1] == [key]
    assert said in first_answer(found)


def test_a_window_whose_columns_the_text_does_not_tell_is_no_fault():
    text = CUT.replace("df,", "pd.read_csv('a.csv'),") + (
        "model = keras.Sequential([keras.Input(X.shape[1:]), keras.layers.LSTM(8), "
        "keras.layers.Dense(2)])\nmodel.compile('adam', 'mse')\nmodel.fit(X, y)\n"
    )
    assert [each.key for each in diagnose(text).diagnoses if each.key != "nothing_seen"] == []
