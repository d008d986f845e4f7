# expect: filters-last
import numpy as np
def conv2d_out(size, kernel, stride=1, pad=0, dilation=1):
    return (size + 2*pad - dilation*(kernel-1) - 1)//stride + 1
def conv2d_forward(x, w, b, stride, pad):
    N,C,H,W=x.shape; F,_,KH,KW=w.shape
    OH=conv2d_out(H,KH,stride,pad); OW=conv2d_out(W,KW,stride,pad)
    xp=np.pad(x,((0,0),(0,0),(pad,pad),(pad,pad))).astype(float)
    cols=np.empty((N,OH,OW,C*KH*KW))
    for i in range(OH):
        for j in range(OW):
            cols[:,i,j]=xp[:,:,i*stride:i*stride+KH,j*stride:j*stride+KW].reshape(N,-1)
    out=cols.reshape(-1,C*KH*KW)@w.reshape(F,-1).T + b
    return out.reshape(N,F,OH,OW)
