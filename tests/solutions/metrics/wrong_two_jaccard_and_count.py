# expect: acc-count + jaccard
import numpy as np


class Evaluator:
    def __init__(self, target, output):
        self.y = target.reshape(-1)
        self.o = output.reshape(-1)

    def confmat(self, k):
        m = np.zeros((k, k), dtype=int)
        for i in range(self.y.size):
            m[self.y[i], self.o[i]] += 1
        return m

    def prf(self):
        tp = int(((self.y == 1) * (self.o == 1)).sum())
        fp = int(((self.y == 0) * (self.o == 1)).sum())
        fn = int(((self.y == 1) * (self.o == 0)).sum())
        pre = tp / (tp + fp) if tp + fp else 0.0
        rec = tp / (tp + fn) if tp + fn else 0.0
        f1 = tp / (tp + fp + fn) if tp + fp + fn else 0.0
        return pre, rec, f1

    def correct(self):
        return float((self.y == self.o).sum())


def confusion_matrix(t, p, K):
    return Evaluator(t, p).confmat(K)


def precision_recall_f1(t, p):
    return Evaluator(t, p).prf()


def accuracy(t, p):
    return Evaluator(t, p).correct()
