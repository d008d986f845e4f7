# nnprep: metrics
import numpy as np


class Metric:
    """update() / compute(), as in torchmetrics."""

    def __init__(self, num_classes):
        self.num_classes = num_classes
        self.confmat = np.zeros((num_classes, num_classes), dtype=np.int64)

    def update(self, preds, target):
        preds = preds.reshape(-1).astype(np.int64)
        target = target.reshape(-1).astype(np.int64)
        n = self.num_classes
        self.confmat += np.bincount(target * n + preds, minlength=n * n).reshape(n, n)
        return self

    def compute(self):
        return self.confmat


def _safe_divide(num, denom):
    return num / denom if denom else 0.0


def confusion_matrix(t, p, K):
    return Metric(K).update(p, t).compute()


def precision_recall_f1(t, p):
    m = Metric(2).update(p, t).compute()
    tp = m[1, 1].item()
    fp = m[0, 1].item()
    fn = m[1, 0].item()
    return _safe_divide(tp, tp + fp), _safe_divide(tp, tp + fn), _safe_divide(2 * tp, 2 * tp + fp + fn)


def accuracy(t, p):
    correct = (p.reshape(-1) == t.reshape(-1))
    return _safe_divide(correct.sum().item(), correct.size)
