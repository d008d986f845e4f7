# nnprep: conv2d
import numpy as np


class F:
    @staticmethod
    def pad(input, p):
        n, c, h, w = input.shape
        res = np.zeros((n, c, h + p + p, w + p + p), dtype=np.float64)
        res[..., p:h + p, p:w + p] = input
        return res

    @staticmethod
    def unfold(input, kernel_size, stride, out_size):
        kh, kw = kernel_size
        oh, ow = out_size
        n, c = input.shape[:2]
        res = np.empty((n, c, kh, kw, oh, ow))
        for a in range(kh):
            for e in range(kw):
                rows = a + stride * np.arange(oh)
                cols = e + stride * np.arange(ow)
                res[:, :, a, e] = input[:, :, rows][:, :, :, cols]
        return res.reshape(n, c * kh * kw, oh * ow)


class Conv2d:
    def __init__(self, weight, bias, stride, padding):
        self.weight, self.bias, self.stride, self.padding = weight, bias, stride, padding

    def forward(self, input):
        n = input.shape[0]
        f, c, kh, kw = self.weight.shape
        oh = conv2d_out(input.shape[2], kh, self.stride, self.padding)
        ow = conv2d_out(input.shape[3], kw, self.stride, self.padding)
        cols = F.unfold(F.pad(input, self.padding), (kh, kw), self.stride, (oh, ow))
        out = np.matmul(self.weight.reshape(f, c * kh * kw), cols) + self.bias[:, None]
        return out.reshape(n, f, oh, ow)


def conv2d_out(size, kernel, stride=1, pad=0, dilation=1):
    effective = (kernel - 1) * dilation + 1
    return len(range(0, int(size + 2 * pad - effective + 1), int(stride)))


def conv2d_forward(x, w, b, stride, pad):
    return Conv2d(w, b, stride, pad).forward(x)
