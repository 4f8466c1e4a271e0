"""True statements, and what becomes of them when something is changed."""

TRUE = (
    """
A: m x n |- T(pinv(A)) == pinv(T(A))
A: m x n |- pinv(pinv(A)) == A
A: m x n |- pinv(T(A)*A) == pinv(A)*pinv(T(A))
A: m x n |- pinv(A) == pinv(T(A)*A)*T(A)
A: m x n |- range(A*T(A)) == range(A)
A: m x n |- A*ginv(T(A)*A)*T(A)*A == A
A: m x n |- symmetric(A*ginv(T(A)*A)*T(A))
A: n x n; symmetric(A) |- A*pinv(A) == pinv(A)*A
A: m x n; full_column_rank(A) |- pinv(A) == inv(T(A)*A)*T(A)
A: m x n, B: n x p; full_column_rank(A), full_row_rank(B) |- pinv(A*B) == pinv(B)*pinv(A)
A: m x n, U: m x m; orthogonal(U) |- pinv(U*A) == pinv(A)*T(U)
A: m x n, B: m x n; T(A)*B == 0, A*T(B) == 0 |- pinv(A+B) == pinv(A)+pinv(B)
A: m x n, X: n x p, Y: n x p |- T(A)*A*X == T(A)*A*Y iff A*X == A*Y
A: m x n, B: n x p |- pinv(A*B) == pinv(B)*pinv(A) iff \
pinv(A)*A*B*T(B)*T(A) == B*T(B)*T(A) and B*pinv(B)*T(A)*A*B == T(A)*A*B
A: m x n, b: m x 1 |- range(b) in range(A) iff A*ginv(A)*b == b
A: m x n, B: m x p, C: m x q; range(A) in range(B), range(B) in range(C) |- range(A) in range(C)
A: n x n, B: n x n |- inv(A*B) == inv(B)*inv(A)
A: n x n, B: n x n; A*B == I(n) |- B*A == I(n)
A: n x n, U: n x k, V: k x n, C: k x k |- \
inv(A + U*C*V) == inv(A) - inv(A)*U*inv(inv(C)+V*inv(A)*U)*V*inv(A)
A: m x n, B: n x m; invertible(I(m)-A*B) |- invertible(I(n)-B*A)
A: n x n; T(A) == -A, invertible(I(n)+A) |- orthogonal((I(n)-A)*inv(I(n)+A))
P: n x n, Q: n x n; P*P == P, Q*Q == Q |- (P+Q)*(P+Q) == P+Q iff P*Q == 0 and Q*P == 0
P: n x n, Q: n x n; P*P == P, Q*Q == Q, symmetric(P), symmetric(Q), tr(P*Q) == 0 |- P*Q == 0
A: m x n, B: n x p, C: p x q |- vec(A*B*C) == kron(T(C),A)*vec(B)
A: m x n, B: p x q |- pinv(kron(A,B)) == kron(pinv(A),pinv(B))
A: m x m, B: n x n; invertible(A), invertible(B) |- inv(kron(A,B)) == kron(inv(A),inv(B))
A: m x n, B: p x q |- K(p,m)*kron(A,B)*K(n,q) == kron(B,A)
m: size, n: size, p: size |- K(m*n,p) == K(m,n*p)*K(n,m*p)
A: n x n |- symmetric(A) iff K(n,n)*vec(A) == vec(A)
A: m x n, B: p x q, X: n x p, C: m x q |- A*X*B == C iff kron(T(B),A)*vec(X) == vec(C)
A: m x n |- tr(T(A)*A) == 0 iff A == 0
A: n x n, B: n x n; symmetric(A), T(B) == -B |- tr(A*B) == 0
A: n x n; A*A == 0 |- tr(A) == 0
A: n x n, B: n x n |- A*B - B*A != I(n)
A: m x n, B: n x p |- rank(A*B) <= rank(A)
A: m x n, G: n x m; A*G*A == A |- rank(A*G) == rank(A)
A: m x n |- rank(A) == tr(A*pinv(A))
P: n x n; P*P == P |- rank(P) + rank(I(n)-P) == n
A: m x n, B: n x n; invertible(B) |- rank(A*B) == rank(A)
A: m x n, B: m x n |- rank(A+B) <= rank(A)+rank(B)
A: m x n, B: n x p |- rank(A)+rank(B) <= rank(A*B)+n
A: m x n, B: n x m |- rank(I(m)-A*B) + n == rank(I(n)-B*A) + m
A: m x n |- rank(A) == 0 iff A == 0
A: m x n |- rank(A) == n iff full_column_rank(A)
A: m x n, B: m x p |- rank(A) <= rank(hcat(A,B))
A: m x n |- psd(T(A)*A)
A: n x n, S: n x n; invertible(S) |- psd(A) iff psd(T(S)*A*S)
A: n x n; pd(A) |- pd(inv(A))
A: n x n, B: n x p; pd(A), full_column_rank(B) |- pd(T(B)*A*B)
A: n x n, B: n x p, E: p x p, M = vcat(hcat(A,B),hcat(T(B),E)); symmetric(A), symmetric(E) |- \
psd(M) iff psd(A) and range(B) in range(A) and psd(E - T(B)*ginv(A)*B)
A: n x n, x: n x 1; psd(A) |- T(x)*A*x == 0 iff A*x == 0
A: m x n, B: m x n |- tr(T(A)*B)*tr(T(A)*B) <= tr(T(A)*A)*tr(T(B)*B)
A: n x n, B: n x n; psd(A), psd(B) |- tr(A*B) >= 0
A: n x n, B: n x n; psd(A), psd(B), tr(A*B) == 0 |- A*B == 0
A: m x m, B: n x n; pd(A), pd(B) |- pd(kron(A, B))
A: m x n, B: p x q; full_column_rank(A), full_column_rank(B) |- full_column_rank(kron(A, B))
A: m x n, B: p x q |- symmetric(kron(A, B)*pinv(kron(A, B)))
A: m x m, B: n x n |- invertible(kron(A, B)) iff invertible(A) and invertible(B)
A: 3 x 3 |- det(2*T(A)) == 8*det(A)
A: n x n, u: n x 1, v: n x 1 |- \
(1 + T(v)*inv(A)*u)*inv(A + u*T(v)) == (1 + T(v)*inv(A)*u)*inv(A) - inv(A)*u*T(v)*inv(A)
A: m x n, c: m x 1, w = (I(m) - A*pinv(A))*c; w != 0 |- pinv(w)*c == 1
P: n x n, Q: n x n; P*P == P, Q*Q == Q |- rank(I(n)-P-Q) == rank(P*Q)+rank(Q*P)-rank(P)-rank(Q)+n
A: m x n |- tr(T(A)*A) <= 0 iff A == 0
A: m x n, B: m x n |- rank(2*A) - rank(B) <= rank(2*A - 3*B)
""".strip()
    .replace("\\\n", "")
    .splitlines()
)

SLOW = """
A: n x n |- A*A == A iff rank(A)+rank(I(n)-A) == n
A: m x n, B: m x p |- rank(hcat(A,B)) == rank(A) + rank((I(m)-A*ginv(A))*B)
A: m x n, B: m x n; rank(A + B) == rank(A) + rank(B) |- A*ginv(A + B)*B == 0
A: n x n, B: n x n; pd(A), pd(B), psd(A-B) |- psd(inv(B)-inv(A))
""".strip().splitlines()

FALSE = (
    """
A: n x n, B: n x n; psd(A), symmetric(B) |- tr(A*B) >= 0
A: n x n, B: n x n; psd(A), symmetric(B), tr(A*B) == 0 |- A*B == 0
A: m x m, B: n x n; pd(A), psd(B) |- pd(kron(A, B))
A: m x n, B: p x q; full_column_rank(A) |- full_column_rank(kron(A, B))
A: m x m, B: n x n |- invertible(kron(A, B)) iff invertible(A)
A: 3 x 3 |- det(2*T(A)) == 4*det(A)
A: m x n, c: m x 1, w = (I(m) - A*pinv(A))*c |- pinv(w)*c == 1
P: n x n, Q: n x n; P*P == P |- rank(I(n)-P-Q) == rank(P*Q)+rank(Q*P)-rank(P)-rank(Q)+n
A: n x n |- tr(A*A) <= 0 iff A == 0
A: m x n, B: n x p |- pinv(A*B) == pinv(B)*pinv(A)
A: n x n |- A*pinv(A) == pinv(A)*A
A: m x n, B: n x p; full_column_rank(A) |- pinv(A*B) == pinv(B)*pinv(A)
A: m x n, B: m x n; T(A)*B == 0 |- pinv(A+B) == pinv(A)+pinv(B)
A: m x n |- ginv(A) == pinv(A)
A: m x n |- symmetric(A*ginv(A))
A: m x n |- ginv(A)*A*ginv(A) == ginv(A)
A: n x n |- A*ginv(A)*T(A) == T(A)*ginv(A)*A
A: m x n, X: n x p, Y: n x p |- A*X == A*Y iff X == Y
A: m x n, B: m x p, C: m x q; range(A) in range(B), range(C) in range(B) |- range(A) in range(C)
A: n x n, B: n x n |- inv(A*B) == inv(A)*inv(B)
A: m x n, B: n x m; A*B == I(m) |- B*A == I(n)
A: n x n; invertible(I(n)+A) |- orthogonal((I(n)-A)*inv(I(n)+A))
P: n x n, Q: n x n; P*P == P, Q*Q == Q |- P*Q*P*Q == P*Q
P: n x n, Q: n x n; P*P == P, Q*Q == Q, tr(P*Q) == 0 |- P*Q == 0
A: m x n, B: p x q |- K(m,p)*kron(A,B) == kron(B,A)*K(n,q)
A: n x n |- symmetric(A) iff K(n,n)*vec(A) == -vec(A)
A: n x n, B: n x n; symmetric(A), symmetric(B) |- tr(A*B) == 0
A: n x n; A*A == A |- tr(A) == 0
A: m x n, B: n x p |- rank(A*B) == rank(A)
A: m x n, G: n x m; A*G*A == A |- rank(G) == rank(A)
A: m x n, B: m x n |- rank(A+B) == rank(A)+rank(B)
A: m x n, B: n x p |- rank(A)+rank(B) <= rank(A*B)
A: m x n, B: n x m |- rank(I(m)-A*B) == rank(I(n)-B*A)
A: m x n |- rank(A) == n
A: m x n, B: m x p |- rank(hcat(A,B)) == rank(A)
P: n x n |- rank(P) + rank(I(n)-P) == n
A: n x n |- psd(A*A)
A: n x n |- psd(A)
A: n x n, B: n x n; psd(A), psd(B) |- psd(A*B)
A: n x n, B: n x n; psd(A), psd(B) |- psd(A-B)
A: n x n; psd(A) |- pd(A)
A: n x n, B: n x p; pd(A) |- pd(T(B)*A*B)
A: n x n, x: n x 1; symmetric(A) |- T(x)*A*x == 0 iff A*x == 0
A: n x n, B: n x p, E: p x p, M = vcat(hcat(A,B),hcat(T(B),E)); symmetric(A), symmetric(E) |- \
psd(M) iff psd(A) and psd(E - T(B)*ginv(A)*B)
""".strip()
    .replace("\\\n", "")
    .splitlines()
)
