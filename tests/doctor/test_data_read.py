"""What comes of a table in a learner's own code: each text is run, and read."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest

from lstmviz.doctor import diagnose
from lstmviz.doctor.reading.reader import read_setup
from lstmviz.doctor.reading.texts.text import read_text
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

# What learners write to make X and y of a table.
WRITTEN = (
    """class Windows:
    def __init__(self, data, width):
        self.data = data
        self.width = width
    def make(self):
        X, y = [], []
        for i in range(len(self.data) - self.width):
            X.append(self.data[i:i + self.width])
            y.append(self.data[i + self.width, 0])
        return np.array(X), np.array(y)
w = Windows(df.values, 16)
X, y = w.make()
""",
    """class Prep:
    window = 10
    def __init__(self, df):
        self.v = df.values
    def xy(self):
        X = np.array([self.v[i:i+self.window] for i in range(len(self.v)-self.window)])
        return X, self.v[self.window:, 0]
p = Prep(df)
X, y = p.xy()
""",
    """X_list = []
for k, g in df.groupby(df.index // 50):
    v = g.values
    for i in range(len(v) - 10):
        X_list.append(v[i:i+10])
X = np.array(X_list)
y = X[:, -1, 0]
""",
    """splits = {'train': df[:150], 'test': df[150:]}
def xy(frame, n=5):
    v = frame.values
    return np.array([v[i:i+n] for i in range(len(v)-n)]), v[n:, 0]
X, y = xy(splits['train'])
""",
    """cfg = {'data': {'window': 12, 'cols': ['a', 'b']}}
v = df[cfg['data']['cols']].values
X = np.array([v[i:i+cfg['data']['window']] for i in range(len(v)-cfg['data']['window'])])
y = v[cfg['data']['window']:, 0]
""",
    """v = df.values
X = np.array([v[i:i+8] for i in range(len(v)-8-1)])
y = np.array([v[i+8:i+8+1] for i in range(len(v)-8-1)])
y = y[:, :, 0]
""",
    """n = int(len(df) * 0.8)
train, test = df.values[:n], df.values[n:]
def cut(a, w):
    return np.array([a[i:i+w] for i in range(a.shape[0]-w)]), a[w:, [0]]
X, y = cut(train, 24)
X2, y2 = cut(test, 24)
""",
    """v = df.values
X = np.lib.stride_tricks.sliding_window_view(v, 10, axis=0).transpose(0, 2, 1)
y = v[9:, 0]
""",
    """v = df.values
X, y = v[:-1], v[1:, 0]
X = X.reshape(X.shape[0], 1, X.shape[1])
""",
    """series = df['a'].to_numpy()
X = np.array([series[i:i+12] for i in range(len(series)-12)])[:, :, None]
y = series[12:]
""",
    """for k in range(1, 4):
    df[f'lag{k}'] = df['a'].shift(k)
df = df.dropna()
X = df[['lag3', 'lag2', 'lag1']].values[:, :, None]
y = df['a'].values
""",
    """X = np.array([df.values[i - 6:i] for i in range(6, len(df))])
y = np.array([df.values[i, 0] for i in range(6, len(df))])
""",
    """X = df.values.reshape((-1, 10, 5))
y = df['a'].values.reshape(-1, 10)[:, -1]
""",
    """features, target = df.drop(columns=['e']), df['e']
X = features.to_numpy()[:, None, :]
y = target.to_numpy()[:, None]
""",
    """data = df[['a','b']].values
X, y = [], []
for i in range(len(data) - 10):
    X.append(data[i:i+10])
    y.append(data[i+10, 0])
X, y = np.array(X), np.array(y)
""",
    """def make(data, look_back=1):
    dataX, dataY = [], []
    for i in range(len(data)-look_back-1):
        a = data[i:(i+look_back), 0]
        dataX.append(a)
        dataY.append(data[i + look_back, 0])
    return np.array(dataX), np.array(dataY)
look_back = 3
vals = df.values.astype('float32')
X, y = make(vals, look_back)
X = np.reshape(X, (X.shape[0], 1, X.shape[1]))
""",
    """def split_sequences(sequences, n_steps):
    X, y = list(), list()
    for i in range(len(sequences)):
        end_ix = i + n_steps
        if end_ix > len(sequences):
            break
        seq_x, seq_y = sequences[i:end_ix, :-1], sequences[end_ix-1, -1]
        X.append(seq_x)
        y.append(seq_y)
    return np.array(X), np.array(y)
X, y = split_sequences(df.values, 3)
""",
    """X = df.drop('e', axis=1)
y = df['e']
X = X.values.reshape((X.shape[0], 1, X.shape[1]))
""",
    """window = 20
X = np.array([df.iloc[i:i+window].values for i in range(len(df)-window)])
y = df['a'].iloc[window:].values
""",
    """X = np.lib.stride_tricks.sliding_window_view(df.values, (24, 5))[:-1, 0]
y = df.values[24:, 0]
""",
    """train = df.iloc[:150].values
xs = []
ys = []
for t in range(12, len(train)):
    xs.append(train[t-12:t, :])
    ys.append(train[t, 0:1])
X = np.stack(xs)
y = np.stack(ys)
""",
    """a = df.to_numpy()
n = len(a) // 10
X = a[:n*10].reshape(n, 10, 5)
y = X[:, -1, 0]
""",
    """values = df.values
X = values[:, :-1]
y = values[:, -1]
X = X[:, np.newaxis, :]
y = y.reshape(-1, 1)
""",
    """X, y = df.iloc[:, 0:4].values, df.iloc[:, 4].values
X = np.expand_dims(X, axis=2)
""",
    """WINDOW = 7
HORIZON = 3
d = df.values
X = np.array([d[i:i+WINDOW] for i in range(len(d)-WINDOW-HORIZON+1)])
y = np.array([d[i+WINDOW:i+WINDOW+HORIZON, 0] for i in range(len(d)-WINDOW-HORIZON+1)])
""",
    """params = {'seq_len': 15, 'features': ['a', 'c']}
d = df[params['features']].values
X = np.array([d[i:i+params['seq_len']] for i in range(len(d)-params['seq_len'])])
y = d[params['seq_len']:, 0]
""",
    """X = df.values.T[None]
y = np.zeros((1, 1))
""",
    """d = df.values
X = np.zeros((len(d) - 10, 10, d.shape[1]))
y = np.zeros(len(d) - 10)
for i in range(len(d) - 10):
    X[i] = d[i:i+10]
    y[i] = d[i+10, 0]
""",
    """def windows(d, n):
    idx = np.arange(n)[None, :] + np.arange(len(d) - n)[:, None]
    return d[idx], d[n:, 0]
X, y = windows(df.values, 8)
""",
    """train = df[df['a'] > 0.5]
v = train.values
X = v[:, None, :]
y = v[:, 0]
""",
    """mask = df['a'].notna()
v = df.loc[mask, ['a', 'b', 'c']].values
X = v.reshape(-1, 1, 3)
y = v[:, 0]
""",
    """y = (df['a'].shift(-1) > df['a']).astype(int).values[:-1]
X = df[['b', 'c']].values[:-1][:, :, None]
""",
    """feats = df.columns.drop('e')
X = df[feats].values[:, None]
y = df['e'].values
""",
    """X = df.iloc[:, :-1].to_numpy().reshape(50, 4, 4)
y = df['e'].to_numpy()[::4]
""",
    """v = df.values
lags = np.hstack([v[i:len(v)-3+i] for i in range(3)])
X = lags.reshape(len(lags), 3, 5)
y = v[3:, 0]
""",
    """d = df.values
X = []
y = []
for i in range(0, len(d) - 24, 24):
    X.append(d[i:i+24])
    y.append(d[i+24][0])
X = np.array(X); y = np.array(y)
""",
    """d = df.values
X = d[:-1].reshape(-1, 1, d.shape[1])
y = d[1:, 2]
""",
    """target = df.pop('e')
X = df.values.reshape(df.shape[0], df.shape[1], 1)
y = target.values
""",
    """X = df.values[:, np.newaxis]
y = df[['e']].values
""",
    """a = np.array(df)
X = np.swapaxes(a.reshape(20, 10, 5), 1, 2)
y = np.zeros((20,))
""",
    """def gen(a, w):
    out = np.empty((len(a) - w, w, a.shape[1]))
    for i in range(len(out)):
        out[i] = a[i:i+w]
    return out
X = gen(df.values, 6)
y = df.values[6:, 0]
""",
    """dates = pd.date_range('2020', periods=200, freq='h')
df = df.set_index(dates)
daily = df.resample('D').mean()
X = daily.values[:, None]
y = daily['a'].values
""",
    """one_hot = pd.get_dummies(pd.Series(list('abcd') * 50))
X = one_hot.values.reshape(50, 4, 4)
y = np.zeros(50)
""",
    """def f(d, n_in, n_out):
    X, y = [], []
    start = 0
    for _ in range(len(d)):
        end = start + n_in
        out = end + n_out
        if out <= len(d):
            X.append(d[start:end, :])
            y.append(d[end:out, 0])
        start += 1
    return np.array(X), np.array(y)
X, y = f(df.values, 14, 7)
""",
    """v = df.values
X = np.array([v[i:i+5, 0] for i in range(len(v) - 5)])
X = X.reshape(*X.shape, 1)
y = v[5:, 0]
""",
    """v = df['a'].values.reshape(-1, 1)
X = np.lib.stride_tricks.sliding_window_view(v[:, 0], 30)[..., None]
X, y = X[:-1], v[30:]
""",
    """v = df.values
X = np.concatenate((v[:-2, None], v[1:-1, None]), axis=1)
y = v[2:, 0]
""",
)


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


@pytest.mark.parametrize("number", range(len(WRITTEN)))
def test_what_learners_write_is_read_as_numpy_and_pandas_run_it(number):
    names = {"np": np, "pd": pd}
    exec(BEGIN + WRITTEN[number], names)
    setup = read_setup(read_text(BEGIN + WRITTEN[number] + FIT).plain)
    for array, real in ((setup.X, names["X"]), (setup.y, names["y"])):
        assert array is not None
        assert array.shape is not None
        assert array.shape[1:] == np.shape(real)[1:]
        assert array.shape[0] in (None, len(real))


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
STACK = """class Stack(nn.Module):
    def __init__(self, n, hidden=(20, 10)):
        super().__init__()
        self.rnns = nn.ModuleList([nn.GRU(n, each, batch_first=True) for each in hidden])
        self.fc = nn.Linear(hidden[-1], 1)
    def forward(self, x):
        for rnn in self.rnns:
            x, _ = rnn(x)
        return self.fc(x[:, -1])
model = Stack(n=5)
for x, y in loader:
    loss = nn.MSELoss()(model(x), y)
RuntimeError: input.size(-1) must be equal to input_size. Expected 5, got 20
"""
CODER = """a = torch.tensor(df[["load", "temp"]].to_numpy("float32"))
X = torch.stack([a[i:i + 9] for i in range(0, len(a) - 12, 3)])
Y = torch.stack([a[i + 9:i + 12, :1] for i in range(0, len(a) - 12, 3)])
class Encoder(nn.Module):
    def __init__(self, n, hidden):
        super().__init__()
        self.rnn = nn.LSTM(n, hidden, batch_first=True)
    def forward(self, x):
        return self.rnn(x)[1]
class Decoder(nn.Module):
    def __init__(self, hidden):
        super().__init__()
        self.rnn = nn.LSTM(1, hidden, batch_first=True)
    def forward(self, last, state):
        return self.rnn(last, state)[0]
encoder, decoder = Encoder(2, 40), Decoder(25)
for x, y in DataLoader(TensorDataset(X, Y), batch_size=8):
    loss = nn.L1Loss()(decoder(x[:, -1:, :1], encoder(x)), y)
RuntimeError: Expected hidden[0] size (1, 8, 25), got [1, 8, 40]
"""
HISTORY = """class History:
    def __init__(self, frame, column, lookback):
        self.values = frame[column].to_numpy("float32")
        self.lookback = lookback
    def cut(self):
        X, y = [], []
        for start in range(len(self.values) - self.lookback):
            stop = start + self.lookback
            X.append(self.values[start:stop])
            y.append(self.values[stop])
        return np.array(X), np.array(y)
df["Return"] = df["Close"].pct_change()
X, y = History(df.dropna(), "Return", lookback=30).cut()
model = keras.Sequential([keras.Input(X.shape[1:]), keras.layers.LSTM(64), keras.layers.Dense(1)])
ValueError: Input 0 with name 'None' of layer 'lstm' is incompatible with the layer: expected
ndim=3, found ndim=2. Full shape received: (None, 30)
"""
RENTALS = """class Rentals(Dataset):
    def __init__(self, frame, window=24):
        self.x, self.t = frame.to_numpy("float32"), frame["count"].to_numpy("float32")
        self.window = window
    def __len__(self):
        return len(self.t) - self.window
    def __getitem__(self, i):
        j = i + self.window
        return torch.from_numpy(self.x[i:j]), torch.tensor(self.t[j])
class Regressor(nn.Module):
    def __init__(self, n):
        super().__init__()
        self.gru = nn.GRU(n, 50, batch_first=True)
        self.head = nn.Linear(50, 1)
    def forward(self, x):
        return self.head(self.gru(x)[1][-1])
parts = {"train": df[:2000], "val": df[2000:]}
loaders = {k: DataLoader(Rentals(v), batch_size=64) for k, v in parts.items()}
model = Regressor(df.shape[1])
for x, y in loaders["train"]:
    loss = nn.MSELoss()(model(x), y)
# the loss stays at the variance of count, and all predictions are the same
"""
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
    "a layer on top of another, of which the data are not told": (
        STACK,
        "feature_count",
        "the layer before gives 20",
    ),
    "the state of an encoder of other units": (CODER, "torch_state_size", "has 40"),
    "windows of one column, cut by a class": (HISTORY, "no_feature_axis", "X = X[..., None]"),
    "targets without an axis, from a data set in a dictionary": (
        RENTALS,
        "torch_loss_sizes",
        "(64, 64)",
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


def test_windows_of_what_is_not_told_may_be_of_a_series():
    found = diagnose(
        "dataset = tf.data.Dataset.from_tensor_slices(x_train)\n"
        "dataset = dataset.window(21, shift=1, drop_remainder=True)\n"
        "dataset = dataset.flat_map(lambda window: window.batch(21))\n"
        "dataset = dataset.map(lambda window: (window[:-1], window[-1])).batch(32)\n"
        "model = tf.keras.Sequential([\n"
        "    tf.keras.layers.Lambda(lambda x: tf.expand_dims(x, axis=-1), input_shape=[None]),\n"
        "    tf.keras.layers.LSTM(32), tf.keras.layers.Dense(1)])\n"
        "model.compile(loss='mse')\nmodel.fit(dataset)\n"
    )
    assert found.diagnoses == ()
