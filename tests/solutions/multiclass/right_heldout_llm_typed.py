from typing import List, Tuple

import numpy as np


class SoftmaxMLP:
    """Multi-layer perceptron with ReLU hidden layers and a softmax output."""

    def __init__(self, sizes: List[int], lr: float = 0.1, seed: int = 0) -> None:
        self.n_classes = int(sizes[-1])
        self.n_layers = len(sizes) - 1
        self.lr = lr

        # He initialization
        rng = np.random.default_rng(seed)
        self.W = []
        self.b = []
        for fan_in, fan_out in zip(sizes[:-1], sizes[1:]):
            std = np.sqrt(2.0 / fan_in)
            self.W.append(rng.normal(0.0, std, size=(fan_in, fan_out)))
            self.b.append(np.zeros((1, fan_out)))

    def one_hot(self, y: np.ndarray) -> np.ndarray:
        """Convert labels to one-hot encoding."""
        indices = np.asarray(y).astype(np.int64).ravel()
        encoded = np.zeros((indices.size, self.n_classes), dtype=np.float64)
        encoded[np.arange(indices.size), indices] = 1.0
        return encoded

    def _softmax(self, logits: np.ndarray) -> np.ndarray:
        """Numerically stable softmax."""
        shifted = logits - np.max(logits, axis=1, keepdims=True)
        exp_values = np.exp(shifted)
        return exp_values / np.sum(exp_values, axis=1, keepdims=True)

    def _forward_pass(self, X: np.ndarray) -> Tuple[List[np.ndarray], List[np.ndarray]]:
        """Return the pre-activations and the activations (with the input first)."""
        pre_activations = []
        activations = [X]
        for i in range(self.n_layers):
            z = activations[-1] @ self.W[i] + self.b[i]
            pre_activations.append(z)
            is_output = i == self.n_layers - 1
            activations.append(self._softmax(z) if is_output else np.maximum(0, z))
        return pre_activations, activations

    def forward(self, X: np.ndarray) -> np.ndarray:
        """Return class probabilities."""
        return self._forward_pass(X)[1][-1]

    def loss(self, X: np.ndarray, y: np.ndarray) -> float:
        """Compute the mean cross-entropy with the log-sum-exp trick."""
        logits = self._forward_pass(X)[0][-1]
        max_logits = np.max(logits, axis=1, keepdims=True)
        log_sum_exp = max_logits + np.log(np.sum(np.exp(logits - max_logits), axis=1, keepdims=True))
        log_probs = logits - log_sum_exp
        return float(-np.sum(self.one_hot(y) * log_probs) / X.shape[0])

    def gradients(self, X: np.ndarray, y: np.ndarray) -> Tuple[List[np.ndarray], List[np.ndarray]]:
        """Compute the gradients with backpropagation."""
        pre_activations, activations = self._forward_pass(X)
        batch_size = X.shape[0]
        gW = [np.zeros_like(w) for w in self.W]
        gb = [np.zeros_like(b) for b in self.b]

        # Gradient of softmax + cross-entropy
        delta = (activations[-1] - self.one_hot(y)) / batch_size

        for i in range(self.n_layers - 1, -1, -1):
            gW[i] = activations[i].T @ delta
            gb[i] = np.sum(delta, axis=0, keepdims=True)
            if i > 0:
                delta = (delta @ self.W[i].T) * (pre_activations[i - 1] > 0)

        return gW, gb

    def train_step(self, X: np.ndarray, y: np.ndarray) -> None:
        """Perform one gradient descent step."""
        gW, gb = self.gradients(X, y)
        for i in range(self.n_layers):
            self.W[i] = self.W[i] - self.lr * gW[i]
            self.b[i] = self.b[i] - self.lr * gb[i]

    def predict(self, X: np.ndarray) -> np.ndarray:
        """Return the predicted class labels."""
        return np.argmax(self.forward(X), axis=1)
