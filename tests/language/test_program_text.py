"""Program text: a name is a whole name, and what could be a product all the same is said."""

from __future__ import annotations

import pytest

from gradcli.errors import GradcliError
from gradcli.field.expression import Power
from gradcli.language.reading import read_expression
from gradcli.language.writing import write

# The text; the function that is meant; the codes of the notes.
NAMES = [
    (
        "(dx**2 + dy**2 + dz**2) ** 0.5",
        "(dx, dy, dz) (dx**2 + dy**2 + dz**2)**0.5",
        "names-in-code",
    ),
    ("100.0 * ((XI ** 2.0) - XJ)", "(XI, XJ) 100*(XI**2 - XJ)", "names-in-code"),
    ("cos(xy[0])**2", "(xy_0) cos(xy_0)**2", "index-in-brackets"),
    (
        "0.25 * (tmp + np.sqrt(tmp**2 + 4))**2",
        "(tmp) 0.25*(tmp + sqrt(tmp**2 + 4))**2",
        "name-in-code",
    ),
    ("A * lhs + rhs", "(A, lhs, rhs) A*lhs + rhs", "names-in-code"),
    ("p = (xxx+2*yyy-7).^2", "(xxx, yyy) (xxx + 2*yyy - 7)**2", "names-in-code"),
    ("aa*x^2 + bb*x + cc", "(aa, bb, cc, x) aa*x**2 + bb*x + cc", "names-in-code"),
    ("(y_pred) ** gamma * ce_neg", "(ce_neg, gamma, y_pred) y_pred**gamma*ce_neg", "name-in-code"),
    (
        "0.5*m*(vx**2 + vy**2) + m*g*y",
        "(g, m, vx, vy, y) 0.5*m*(vx**2 + vy**2) + m*g*y",
        "names-in-code",
    ),
    ("w - lr*dw", "(dw, lr, w) w - lr*dw", "names-in-code"),
    ("torch.exp(-tau*dt) * amp", "(amp, dt, tau) exp(-tau*dt)*amp", "names-in-code"),
    ("lambda x: kp*x**2 + kd", "(x) kp*x**2 + kd", "names-held"),
    ("f = @(x) k1*x.^2 + kd", "(x) k1*x**2 + kd", "names-held"),
    ("eps*x", "(eps, x) eps*x", "name-in-code"),
    (
        "price*quantity-fixed_cost",
        "(fixed_cost, price, quantity) price*quantity - fixed_cost",
        "names-in-code",
    ),
    # What may be a product stays one, and that is said.
    ("2*xy + x**2", "(x, y) 2*x*y + x**2", "product-in-code"),
    ("a*b + ab", "(a, b) a*b + a*b", "product-in-code"),
    ("2ab**2 + x*y", "(a, b, x, y) 2*a*b**2 + x*y", "product-in-code"),
    ("f(x, y) = 2*xy + x**2", "(x, y) 2*x*y + x**2", "product-in-code"),
    ("xx + yy", "(x, y) x*x + y*y", "product-in-code product-in-code"),
    ("1 - 1/(dim)", "(d, i, m) 1 - 1/(d*i*m)", "product-in-code"),
    ("dt + 1", "(d, t) d*t + 1", "product-in-code"),
    ("max(0, nda - ndb)", "(a, b, d, n) max(0, n*d*a - n*d*b)", "product-in-code product-in-code"),
    ("AR_f + i4", "(A, R_f, i4) A*R_f + i4", "product-in-code"),
    ("first_edge - 0.5", "(first_edge) first_edge - 0.5", "name-in-code"),
    ("2 * a_2d", "(a_2_d) 2*a_2_d", ""),
    ("ax + by", "(a, b, x, y) a*x + b*y", ""),
    ("mx + b", "(b, m, x) m*x + b", ""),
    ("ab^2 + cd", "(a, b, c, d) a*b**2 + c*d", ""),
    # A coefficient and its coordinate, and what books write in one run.
    ("a*x^2 + bx + c", "(a, b, c, x) a*x**2 + b*x + c", "product-in-code"),
    ("a*x**2 + bx + c", "(a, b, c, x) a*x**2 + b*x + c", "product-in-code"),
    ("m*g*h + kx^2/2", "(g, h, k, m, x) m*g*h + k*x**2/2", "product-in-code"),
    ("3*x + ax", "(a, x) 3*x + a*x", "product-in-code"),
    ("a*x*exp(-kt)", "(a, k, t, x) a*x*exp(-k*t)", "product-in-code"),
    ("4*pir^2", "(r) 4*pi*r**2", "product-in-code"),
    ("R*T*lnV", "(R, T, V) R*T*log(V)", "letters-split"),
    ("3*sinx + y", "(x, y) 3*sin(x) + y", "letters-split"),
    ("x*ye^x", "(x, y) x*y*e**x", "product-in-code"),
    ("z*xye^x", "(x, y, z) z*x*y*e**x", "product-in-code"),
    ("2*rate^2 + x", "(rate, x) 2*rate**2 + x", "name-in-code"),
    ("x**2 + 2*logp", "(logp, x) x**2 + 2*logp", "name-in-code"),
    ("np.exp(pir) + ye**x", "(pir, x, ye) exp(pir) + ye**x", "names-in-code"),
    (
        "(px - x)**2 + (py - y)**2",
        "(px, py, x, y) (px - x)**2 + (py - y)**2",
        "names-in-code",
    ),
    ("xy + w", "(w, x, y) x*y + w", "product-in-code"),
    ("xy/w", "(w, x, y) x*y/w", "product-in-code"),
    ("2xp - 1", "(p, x) 2*x*p - 1", "product-in-code"),
    # Bars around a name, which show no index there.
    ("_x + 1", "(x) x + 1", "outer-bars"),
    ("_x**2 * y_", "(x, y) x**2*y", "outer-bars outer-bars"),
    ("(_y - _μ)/s", "(mu, s, y) (y - mu)/s", "outer-bars outer-bars"),
    ("lambda_*x", "(lambda, x) lambda*x", "outer-bars"),
    ("max_ - x", "(max, x) max - x", "function-as-name"),
    ("_learning_rate*x_", "(learning_rate, x) learning_rate*x", "outer-bars outer-bars"),
    ("lambda _x, y_: _x*y_", "(x, y) x*y", ""),
    ("f[x_, y_] := x^2 y", "(x, y) x**2*y", ""),
    ("def f(_a):\n    b_ = _a**2\n    return b_ + _a", "(a) a**2 + a", ""),
    ("log _b x", "(b, x) log(x, b)", ""),
    # The textbook's products, of which nothing is said.
    ("x y", "(x, y) x*y", ""),
    ("xy", "(x, y) x*y", ""),
    ("2xy", "(x, y) 2*x*y", ""),
    ("xy + z", "(x, y, z) x*y + z", ""),
    ("xy + 1", "(x, y) x*y + 1", ""),
    ("xy + yz + xz", "(x, y, z) x*y + y*z + x*z", ""),
    ("2ab - 1", "(a, b) 2*a*b - 1", ""),
    ("x sin y", "(x, y) x*sin(y)", ""),
    ("3xy**2", "(x, y) 3*x*y**2", ""),
    ("2·ab·c", "(a, b, c) 2*a*b*c", ""),
    # LaTeX's rules only where there is a command of LaTeX.
    ("E = k_ab * x \\\n + k_bc * y", "(k_ab, k_bc, x, y) k_ab*x + k_bc*y", ""),
    ("k_on*x + y$", "(k_on, x, y) k_on*x + y", ""),
    ("learning_rate*x + y \\\n + 1", "(learning_rate, x, y) learning_rate*x + y + 1", ""),
    ("$w_ix_i + b$", "(b, w_i, x_i) w_i*x_i + b", ""),
    # A function before a minus with two sides is a name.
    ("(log_y - m) / s", "(log_y, m, s) (log_y - m)/s", "function-as-name"),
    ("log2 - y", "(log2, y) log2 - y", "function-as-name"),
    ("log_stat**k", "(k, log_stat) log_stat**k", "function-as-name"),
    ("-p/2+step-x", "(p, step, x) -p/2 + step - x", "function-as-name"),
    ("exp1 - 5 * exp2", "(exp1, exp2) exp1 - 5*exp2", "function-as-name function-as-name"),
    ("sin -x", "(x) sin(-x)", ""),
    # The marks of a number's type.
    ("1.0f*x + 2.5f", "(x) 1*x + 2.5", "number-suffix number-suffix"),
    ("2L*x", "(x) 2*x", "number-suffix"),
    ("n-2L", "(L, n) n - 2*L", "suffix-as-factor"),
    ("c2 - c1 + 1L - 2L", "(L, c1, c2) c2 - c1 + 1*L - 2*L", "suffix-as-factor suffix-as-factor"),
    ("L - 2L", "(L) L - 2*L", ""),
    ("1f0*x", "(x) 1*x", "number-suffix"),
    ("x - 0.5f0", "(f0, x) x - 0.5*f0", "suffix-as-factor"),
    ("0.5f1 + 0.3f2", "(f1, f2) 0.5*f1 + 0.3*f2", ""),
    ("2b12 - 3q", "(b12, q) 2*b12 - 3*q", ""),
    ("2f0 - y", "(f0, y) 2*f0 - y", ""),
    ("2.5L - x", "(L, x) 2.5*L - x", ""),
    ("2.5f - x", "(f, x) 2.5*f - x", "suffix-as-factor"),
    ("1.0f", "(f) 1*f", "suffix-as-factor"),
    ("2.5f + f^2", "(f) 2.5*f + f**2", ""),
    ("0.5j + x", "(j, x) 0.5*j + x", "imaginary-unit-or-variable"),
    ("2d10 + d1", "(d1, d10) 2*d10 + d1", ""),
    ("654b-50", "(b) 654*b - 50", ""),
    ("12b + 3b1", "(b, b1) 12*b + 3*b1", ""),
    ("2L x", "(L, x) 2*L*x", ""),
    ("2L*x + L", "(L, x) 2*L*x + L", ""),
    ("3 xx x", "(x) 3*x", "xx-is-a-sign"),
    # What is read as a product and may be a call.
    ("u(t-3)", "(t, u) u*(t - 3)", "variable-in-brackets"),
    ("P(x+1)", "(P, x) P*(x + 1)", "variable-in-brackets"),
    ("x(t + 1)", "(t, x) x*(t + 1)", ""),
    ("p(1 - p)", "(p) p*(1 - p)", ""),
    ("a*x + e*y + b", "(a, b, x, y) a*x + e*y + b", "e-is-the-constant"),
    ("a e^x + b", "(a, b, x) a*e**x + b", ""),
    ("E*x**2", "(x) e*x**2", "e-is-the-constant"),
    ("e^{x}^2", "(x) e**x**2", "power-behind-an-exponent"),
    ("e - x", "(x) e - x", "e-is-the-constant"),
    ("x*e*x", "(x) x*e*x", "e-is-the-constant"),
    ("f(x) = e x + 1", "(x) e*x + 1", "e-is-the-constant"),
    ("e*x + e^y", "(x, y) e*x + e**y", ""),
    ("\\mathrm{e} x", "(x) e*x", ""),
    ("ln e + log_e x", "(x) log(e) + log(x, e)", ""),
    # What is the imaginary unit elsewhere.
    ("3 + 2j", "(j) 3 + 2*j", "imaginary-unit-or-variable"),
    ("2i*x", "(i, x) 2*i*x", "imaginary-unit-or-variable"),
    ("x + iy", "(i, x, y) x + i*y", "product-in-code imaginary-unit-or-variable"),
    ("i*x_i", "(i, x_i) i*x_i", ""),
    ("j x + 2", "(j, x) j*x + 2", ""),
    # A function before a minus without blanks: of what stands behind, or of something lost.
    ("x + exp-1", "(x) x + exp(-1)", "minus-behind-a-function"),
    ("exp-x", "(x) exp(-x)", "minus-behind-a-function"),
    ("sin-x", "(x) sin(-x)", "minus-behind-a-function"),
    ("\\exp-x", "(x) exp(-x)", ""),
    ("exp -x", "(x) exp(-x)", ""),
    # Words with signs between, and nothing side by side: no products.
    ("row - col", "(col, row) row - col", "names-in-code"),
    ("(size + 1)/2", "(size) (size + 1)/2", "name-in-code"),
    ("const + x", "(const, x) const + x", "name-in-code"),
    ("price + quantity/2", "(price, quantity) price + quantity/2", "names-in-code"),
    ("not_safe + 1", "(not_safe) not_safe + 1", "name-in-code"),
    ("(integer**2 - 1)/4", "(integer) (integer**2 - 1)/4", "function-as-name"),
    # Letters side by side that a program has in one name, and a book as a product.
    ("cs^2", "(c, s) c*s**2", "product-in-code"),
    ("qx^2 + qy^2", "(q, x, y) q*x**2 + q*y**2", "product-in-code product-in-code"),
    ("bx - ax", "(a, b, x) b*x - a*x", "product-in-code product-in-code"),
    ("mx/a", "(a, m, x) m*x/a", "product-in-code"),
    ("(nz + 1)^n", "(n, z) (n*z + 1)**n", "product-in-code"),
    ("tmp - δ/2", "(delta, m, p, t) t*m*p - delta/2", "product-in-code"),
    ("ax^2 + bx + c", "(a, b, c, x) a*x**2 + b*x + c", ""),
    ("ab^2 + cd", "(a, b, c, d) a*b**2 + c*d", ""),
    ("αj*c", "(alpha, c, j) alpha*j*c", "letters-of-two-scripts"),
    ("A * Δy", "(A, Delta, y) A*Delta*y", "letters-of-two-scripts"),
    ("2*invβ", "(beta, i, n, v) 2*i*n*v*beta", "letters-of-two-scripts"),
    ("1+θy/(1+θ)", "(theta, y) 1 + theta*y/(1 + theta)", "letters-of-two-scripts"),
    ("(nz+1)^k", "(k, n, z) (n*z + 1)**k", "product-in-code"),
    ("k + nz/3", "(k, n, z) k + n*z/3", "product-in-code"),
    ("p - p_4d", "(d, p, p_4) p - p_4*d", "product-in-code"),
    ("xy_max - y", "(x, y, y_max) x*y_max - y", "product-in-code"),
    ("x_1y_2 - x_2y_1", "(x_1, x_2, y_1, y_2) x_1*y_2 - x_2*y_1", ""),
    # What is called, or an element, also where it is raised to a power.
    ("x(j).^2 + y", "(x_j, y) x_j**2 + y", "index-in-brackets"),
    ("x(n).*exp(k)", "(k, x_n) x_n*exp(k)", "index-in-brackets"),
    ("u(t)^2", "(t, u) u*t**2", "variable-in-brackets"),
    ("P(x+1)^2", "(P, x) P*(x + 1)**2", "variable-in-brackets"),
    ("pi*gamma(b + 1)**2", "(b, gamma) pi*gamma*(b + 1)**2", "variable-in-brackets"),
    # Words that elsewhere ask for something are names of numbers in programs.
    ("norm*x + 1", "(norm, x) norm*x + 1", "name-in-code"),
    ("2*times - plus", "(plus, times) 2*times - plus", "names-in-code"),
    ("diff**2 + y", "(diff, y) diff**2 + y", "name-in-code"),
    ("2*sum - det", "(det, sum) 2*sum - det", "names-in-code"),
    ("const*x", "(const, x) const*x", "name-in-code"),
    ("1 + log2π", "() 1 + log(pi, 2)", "letters-of-two-scripts"),
    ("λx + μy", "(lambda, mu, x, y) lambda*x + mu*y", ""),
    ("2πr", "(r) 2*pi*r", ""),
    ("e^(-λt)", "(lambda, t) e**(-lambda*t)", ""),
    # A function of every program.
    ("a*gamma(b+1)", "(a, b, gamma) a*gamma*(b + 1)", "variable-in-brackets"),
    ("γ(1 - v)", "(gamma, v) gamma*(1 - v)", ""),
    ("theta(4) + x", "(theta, x) theta*4 + x", "number-in-brackets"),
    ("image_shape[0] - 1", "(image_shape_0) image_shape_0 - 1", "index-in-brackets"),
    # The eccentricity e, and the constant.
    ("a^2*e^2 - x^2", "(a, x) a**2*e**2 - x**2", "e-is-the-constant"),
    ("e^x + e^2", "(x) e**x + e**2", ""),
    ("%e^(b*z^2 + e)", "(b, z) e**(b*z**2 + e)", "e-is-the-constant"),
    ("2b0*u*v", "(u, v) 2*u*v", "number-suffix"),
    ("degree * log2(base)", "(base, degree) degree*log(base, 2)", "names-in-code"),
    ("x .+ 0.1 .- y.*2", "(x, y) x + 0.1 - y*2", ""),
    # The thousands of a number.
    ("1_000*x", "(x) 1000*x", ""),
    # What MATLAB and Julia do element by element, behind a number with its point or exponent.
    ("0.06.*x.^2 + 12.5./c1", "(c1, x) 0.06*x**2 + 12.5/c1", ""),
    ("1.15.^2 - (x+0.15).^2", "(x) 1.15**2 - (x + 0.15)**2", ""),
    ("x5 - 1e4.*(300-x7)", "(x5, x7) x5 - 10000*(300 - x7)", ""),
    ("x + ...\r\n y.^2", "(x, y) x + y**2", ""),
    ("x + ... % more\n y.^2", "(x, y) x + y**2", ""),
    # Two bars, and a Greek letter behind one.
    ("loss__2 - x", "(loss_2, x) loss_2 - x", "outer-bars"),
    # MATLAB groups powers from the left.
    ("A.^2 .^ (p/2)", "(A, p) A**2**(p/2)", "power-behind-an-exponent"),
    ("(x.^2).^y + x.^(2.^y)", "(x, y) (x**2)**y + x**2**y", ""),
    ("nx - m - 1", "(m, n, x) n*x - m - 1", "product-in-code"),
    ("y = mx + n", "(m, n, x) m*x + n", ""),
    ("next_λ - λ", "(lambda, next_lambda) next_lambda - lambda", ""),
    ("max_len-1", "(max_len) max_len - 1", "function-as-name"),
    # An argument beside another is no sign of a book's product, nor is a small change.
    ("max(FC,1e-6)", "(C, F) max(F*C, 0.000001)", "product-in-code"),
    ("max(xy, 1)", "(x, y) max(x*y, 1)", ""),
    ("xo - δx", "(delta, o, x) x*o - delta*x", "letters-of-two-scripts"),
    # An element of an array that has a function's name.
    ("sign[k]*rho", "(k, rho) sign(k)*rho", "read-as-function"),
    ("sin[x] + y", "(x, y) sin(x) + y", ""),
    ("1_000_000.5 + x_1", "(x_1) 1000000.5 + x_1", ""),
    # Elements of arrays.
    ("x(1)^2 + x(2)^2", "(x_1, x_2) x_1**2 + x_2**2", "index-in-brackets index-in-brackets"),
    ("x(:,1) + x(:, 2)", "(x_1, x_2) x_1 + x_2", "index-in-brackets index-in-brackets"),
    ("X[:, 0]**2", "(X_0) X_0**2", "index-in-brackets"),
    ("k(1)^2", "(k) k*1**2", "number-in-brackets"),
    ("dom(2)-dom(1)", "(dom_1, dom_2) dom_2 - dom_1", "index-in-brackets index-in-brackets"),
    ("sin(1) + sin(2)*x(3)", "(x) sin(1) + sin(2)*x*3", "number-in-brackets"),
    ("dat(1)*dat(3)", "(dat_1, dat_3) dat_1*dat_3", "index-in-brackets index-in-brackets"),
    ("x( 1 )*x( 2 )", "(x_1, x_2) x_1*x_2", "index-in-brackets index-in-brackets"),
    ("2x(2)*x(3)", "(x_2, x_3) 2*x_2*x_3", "index-in-brackets index-in-brackets"),
    ("w_a(1)*w_a(2)", "(w_a_1, w_a_2) w_a_1*w_a_2", "index-in-brackets index-in-brackets"),
    (
        "theta(0)*theta(1)",
        "(theta_0, theta_1) theta_0*theta_1",
        "index-in-brackets index-in-brackets",
    ),
    ("det[0]*det[1]", "(det_0, det_1) det_0*det_1", "index-in-brackets index-in-brackets"),
    ("log2(1)*x + log2(2)", "(x) log(1, 2)*x + log(2, 2)", ""),
]

# Small vectors that are written out.
VECTORS = [
    ("(x,y)·(3,4)", "(x, y) x*3 + y*4", ""),
    ("(x, y) \\cdot (3, 4) + 1", "(x, y) (x*3 + y*4) + 1", ""),
    ("||(x, y)||^2", "(x, y) sqrt(x**2 + y**2)**2", ""),
    ("\\|(x,y)\\|", "(x, y) sqrt(x**2 + y**2)", ""),
    ("\\left\\|(x,y)\\right\\|_2", "(x, y) sqrt(x**2 + y**2)", ""),
    ("2‖(x, y)‖", "(x, y) 2*sqrt(x**2 + y**2)", ""),
    ("[x; y]' * [3; 4]", "(x, y) x*3 + y*4", ""),
    ("np.linalg.norm((x, y))", "(x, y) sqrt(x**2 + y**2)", ""),
    ("np.sum([x**2, y**2])", "(x, y) x**2 + y**2", ""),
    ("mean([x, y, 3])", "(x, y) (x + y + 3)/3", ""),
    ("norm([x, 2])", "(x) sqrt(x**2 + 2**2)", ""),
    ("(x, y) ⋅ (3, 4)", "(x, y) x*3 + y*4", ""),
    ("[x; y]' · [3; 4]", "(x, y) x*3 + y*4", ""),
    ("np.sum((x, 1))", "(x) x + 1", ""),
    ("SUM(x, y)", "(x, y) x + y", ""),
    ("AVERAGE(x, 2)", "(x) (x + 2)/2", ""),
    ("mean(x, y)", "(x, y) (x + y)/2", ""),
    ("mean(x, 2)", "(x) (x + 2)/2", "number-in-a-list"),
    ("sum(x^2, 1)", "(x) x**2 + 1", "number-in-a-list"),
    ("prod((x)(y), 1)", "(x, y) (x*y)*1", "number-in-a-list"),
    # These stay powers, and bars.
    ("(1+r)^T", "(T, r) (1 + r)**T", ""),
    ("P (1+r)^T x", "(P, T, r, x) P*(1 + r)**T*x", "power-t"),
    ("p^T (1-p)", "(T, p) p**T*(1 - p)", "power-t"),
    ("p^T (q - p)", "(T, p, q) p**T*(q - p)", "power-t"),
    ("\\gamma^{T} (2 + r)", "(T, gamma, r) gamma**T*(2 + r)", "power-t"),
    ("(p-q)^T (1-p)", "(T, p, q) (p - q)**T*(1 - p)", "power-t"),
    ("\\mathbf{2}\\cdot\\mathbf{x}", "(x) 2*x", ""),
    ("\\mathbf{x}\\cdot\\mathbf{2}", "(x) x*2", ""),
    ("w^T + T", "(T, w) w**T + T", ""),
    ("||x| - |y||", "(x, y) abs(abs(x) - abs(y))", ""),
    ("|x||y||z|", "(x, y, z) abs(x)*abs(y)*abs(z)", ""),
]

# The text; the code of the refusal.
REFUSED = [
    # Values of functions that are known elsewhere, and no elements of an array.
    ("cosd(30)*x + cosd(60)*y", "not-a-word"),
    ("x*besselj(0) + y*besselj(1)", "unknown-function"),
    ("bessely(1)*x + bessely(2)", "unknown-function"),
    ("zeta(2) x + zeta(3) y", "function-or-factor"),
    ("gamma(2) x + gamma(3) y", "function-or-factor"),
    ("deg(30) x + deg(60)", "not-a-word"),
    ("norm(1)*x + norm(2)", "list-expected"),
    ("det(1)*x + det(2)", "not-a-word"),
    ("eff(2)*x + eff(3)*y", "unknown-function"),
    ("@(x) x(1)^2 + cosd(30)*x(2)", "not-a-word"),
    ("x(i).^2 + besselj(0)", "unknown-function"),
    ("besselj(0)*x(1) + x(2)", "unknown-function"),
    ("Zeta[2]*x + Zeta[3]", "unknown-function"),
    ("BesselJ[0]*x", "unknown-function"),
    ("one(T)", "unknown-function"),
    ("2*v[0]*np.eye(2)", "unknown-function"),
    ("ord(x)*2", "unknown-function"),
    ("0xff + x", "number-to-another-base"),
    ("0b101*x", "number-to-another-base"),
    ("~x", "unknown-character"),
    ("x + ~(y)", "unknown-character"),
    ("where(~(x > 0), x, y)", "unknown-character"),
    ("x[a + 1]", "index-of-an-element"),
    ("x[k]**2 + x[m]", "index-of-an-element"),
    ("1j*x", "imaginary-number"),
    ("123b456/a + 123d42/b", "fortran-exponent"),
    ("987e50*x^3 + 654b-50*x^4", "fortran-exponent"),
    # Bars of what would be another name or a function without them.
    ("x_ + x", "printed-alike"),
    ("loss__2 - loss_2", "printed-alike"),
    ("y_ = x**2; y = 3*y_; y*y_", "printed-alike"),
    ("f(x) = x*_x", "printed-alike"),
    ("e_*x", "misplaced-subscript"),
    ("x_ y", "misplaced-subscript"),
    ("_sin(x)", "operand-expected"),
    ("_xy*w", "operand-expected"),
    ("sin - x*2", "argument-missing"),
    ("step - x + step(y)", "argument-missing"),
    ("x - exp - 1", "argument-missing"),
    ("2 sin - 1 x", "argument-missing"),
    ("x**2 + min + min(x, y)", "argument-missing"),
    ("x**0/factorial(0) + x**1/factorial*1", "argument-missing"),
    # What is written back as abs(x) - abs(y)*abs would be read as something else.
    ("|x|-|y|abs", "argument-missing"),
    ("⌊x⌋ floor", "argument-missing"),
    ("√x + sqrt*1", "argument-missing"),
    ("no-such-command", "undeclared-name"),
    ("||Ax - b||^2", "norm-sign"),
    ("\\|x\\|^2", "norm-sign"),
    ("‖(x, y)‖_1", "norm-sign"),
    ("\\sqrt{\\mathbf{x}\\cdot\\mathbf{x}}", "dot-of-vectors"),
    # · is the sign of the dot product; the others are those of other products.
    ("(x, y)*(3, 4)", "product-of-lists"),
    ("(x,y,z) × (1,2,3)", "product-of-lists"),
    ("(x,y,z) \\times (1,2,3)", "product-of-lists"),
    ("(x, y) \\ast (1, 2)", "product-of-lists"),
    ("(x, y) ∗ (1, 2)", "product-of-lists"),
    ("(x, y) ⨯ (1, 2)", "product-of-lists"),
    ("[x; y]' .* [3; 4]", "product-of-lists"),
    ("[x; y]' × [3; 4]", "product-of-lists"),
    ("(x, y) × 2", "several-expressions"),
    # The second of bare arguments may be an axis or an order.
    ("norm(x)", "list-expected"),
    ("norm(x, 2)", "list-expected"),
    ("norm(x, y)", "list-expected"),
    ("torch.norm(x, 1)", "list-expected"),
    ("np.linalg.norm(x - y, 1)", "list-expected"),
    ("Norm[x, 1]", "list-expected"),
    ("np.mean(x**2, 0)", "list-expected"),
    ("np.mean(x**2, y)", "list-expected"),
    ("torch.sum(x**2, 1)", "list-expected"),
    ("np.sum((x)*(y), 1)", "list-expected"),
    ("np.prod(x, 1)", "list-expected"),
    ("np.sum([x, y], 0)", "several-expressions"),
    ("\\mathbf{e}\\cdot\\mathbf{x}", "dot-of-vectors"),
    ("w^T (x - y)", "transposition"),
    ("w^T (2x + y)", "transposition"),
    ("x^T (A x + y)", "transposition"),
    ("\\mathbf{p}^T (1 - p)", "transposition"),
    ("\\gamma^T r", "transposition"),
    ("\\beta^T \\cdot u(c)", "transposition"),
    ("w^T x + b", "transposition"),
    ("x^T A x", "transposition"),
    ("w^Tx", "transposition"),
    ("\\frac{1}{2} w^T w", "transposition"),
    ("\\mathbf{w}^T\\mathbf{x} + b", "transposition"),
    ("\\mathbf{X}^{T}\\mathbf{y}", "transposition"),
    ("\\boldsymbol{\\theta}^T x", "transposition"),
    ("\\log(1 + e^{-y w^T x})", "transposition"),
    ("(x-\\mu)^T\\Sigma^{-1}(x-\\mu)", "transposition"),
]


def told(text: str) -> tuple[str, str]:
    reading = read_expression(text)
    names = ", ".join(reading.variables)
    codes = " ".join(note.code for note in reading.notes if note.code != "log-is-natural")
    return f"({names}) {write(reading.tree, reading.variables)}", codes


@pytest.mark.parametrize(("text", "meant", "notes"), NAMES + VECTORS)
def test_program_text_is_read_as_it_is_meant_and_what_is_in_doubt_is_said(
    text: str, meant: str, notes: str
) -> None:
    assert told(text) == (meant, notes)


@pytest.mark.parametrize(("text", "code"), REFUSED)
def test_what_no_reading_is_sure_of_is_refused(text: str, code: str) -> None:
    with pytest.raises(GradcliError) as caught:
        read_expression(text)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("text", "variables", "is_product"),
    [
        ("one(T)", None, False),
        ("2*v[0]*np.eye(2)", None, False),
        ("foo(x)", ["x"], False),
        ("x**2*kf(x)", ["x"], False),
        ("kf(x)", ["x"], True),
    ],
)
def test_a_name_before_brackets_is_a_product_where_it_does_not_read_as_a_word(
    text: str, variables: list[str] | None, is_product: bool
) -> None:
    with pytest.raises(GradcliError) as caught:
        read_expression(text, variables=variables)
    assert ("for a product" in (caught.value.help or "")) is is_product


@pytest.mark.parametrize("typed", ["norm", "mean", "Norm", "product"])
def test_the_advice_on_a_list_has_the_name_that_was_typed(typed: str) -> None:
    with pytest.raises(GradcliError) as caught:
        read_expression(f"{typed}(x)")
    assert caught.value.help == f"write them out: {typed}([x, y])"


def test_what_is_said_of_a_transposition_has_the_letters_of_the_text() -> None:
    (note,) = (note for note in read_expression("q^T (1-q)").notes if note.code == "power-t")
    assert note.help == "write a product of vectors out in components: q_1, q_2"
    with pytest.raises(GradcliError, match="transposition") as caught:
        read_expression("q^T (x - y)")
    assert "q_1, q_2, or declare T for a power: --vars T,q,x,y" in (caught.value.help or "")


def test_the_names_to_declare_are_no_constants() -> None:
    (note,) = read_expression("x*e^x + ye^(-x) + 2*pi").notes
    assert note.help == "declare it for one name: --vars x,ye"


def test_a_declared_t_stays_a_power() -> None:
    reading = read_expression("w^T x", variables=["w", "T", "x"])
    assert write(reading.tree, reading.variables) == "w**T*x"


def test_a_declared_name_is_whole_without_a_word() -> None:
    reading = read_expression("2*xy + x**2", variables=["x", "xy"])
    assert (write(reading.tree, reading.variables), reading.notes) == ("2*xy + x**2", ())


@pytest.mark.parametrize(
    ("text", "said", "advice"),
    [
        ("e^{x}^2", "e^{x}^2 was read as e^(x^2)", "write (e^{x})^2 for the other reading"),
        ("e^{-x}^2", "e^{-x}^2 was read as e^((-x)^2)", "write (e^{-x})^2 for the other reading"),
        ("e^{x y}²", "e^{x y}² was read as e^((x y)²)", "write (e^{x y})² for the other reading"),
        ("e ^ {x}^2", "e ^ {x}^2 was read as e^(x^2)", "write (e^{x})^2 for the other reading"),
        ("e.^x.^2", "e.^x.^2 was read as e.^(x.^2)", "write (e.^x).^2 for the other reading"),
        ("e.^-x.^2", "e.^-x.^2 was read as e.^(-x.^2)", "write (e.^-x).^2 for the other reading"),
        (
            "(x+1).^(y).^2",
            "(x+1).^(y).^2 was read as (x+1).^((y).^2)",
            "write ((x+1).^(y)).^2 for the other reading",
        ),
        (
            "2.^x.^y.^3",
            "2.^x.^y.^3 was read as 2.^(x.^(y.^3))",
            "write ((2.^x).^y).^3 for the other reading",
        ),
    ],
)
def test_of_a_power_behind_an_exponent_both_readings_are_what_they_say(
    text: str, said: str, advice: str
) -> None:
    reading = read_expression(text)
    assert [(note.message, note.help) for note in reading.notes] == [(said, advice)]
    same, other = said.partition(" as ")[2], advice.partition(" for ")[0].removeprefix("write ")
    assert told(same)[0] == told(text)[0]
    others = read_expression(other)
    assert not others.notes
    tree = others.tree
    while isinstance(tree, Power):
        assert not isinstance(tree.exponent, Power)
        tree = tree.base
