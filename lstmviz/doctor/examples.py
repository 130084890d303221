"""A few texts to try."""

from collections.abc import Mapping
from types import MappingProxyType

EXAMPLES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "ndim": (
            "An error of Keras",
            "ValueError: Input 0 of layer “lstm” is incompatible with the layer: "
            "expected ndim=3, found ndim=2. Full shape received: (None, 3)",
        ),
        "shapes": (
            "Just shapes",
            "My X is (53394, 3), y is (53394,), model Input((1, 3)), LSTM(32), Dense(1).",
        ),
        "columns": (
            "It runs, but is it right?",
            "X is (53394, 3), y is (53394,), Input((3, 1)), LSTM(32), Dense(1)",
        ),
        "sequences": (
            "Keras code",
            "X = np.zeros((500, 24, 3))\n"
            "y = np.zeros(500)\n"
            "model = keras.Sequential([\n"
            "    keras.Input((24, 3)),\n"
            "    keras.layers.LSTM(32, return_sequences=True),\n"
            "    keras.layers.Dense(1),\n"
            "])\n"
            'model.compile("adam", "mse")\n'
            "model.fit(X, y)",
        ),
        "torch": (
            "PyTorch code",
            "X = torch.randn(500, 24, 3)\n"
            "lstm = torch.nn.LSTM(input_size=3, hidden_size=32)\n"
            "output, (h, c) = lstm(X)",
        ),
    }
)
