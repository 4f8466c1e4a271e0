(* Vectors.v : vec, commutation matrices, and how terms act on columns.          *)
(* `vec` stacks columns, so that vec(W^T) has the rows of W; exported statements  *)
(* are written with `vec` and `commutation`, and Kronecker products `*t`.         *)
From mathcomp Require Import all_ssreflect all_algebra ring.
From mathcomp.real_closed Require Import mxtens.
From DeepLinear Require Import MatrixRing Squares.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Vec.
Variable R : realFieldType.

(* notation. The columns of A below each other. *)
Definition vec m n (A : 'M[R]_(m, n)) : 'M[R]_((n * m)%N, 1) := vecr A^T.
(* notation. The matrix that takes vec(A) to vec(A^T), A of size m x n. *)
Definition commutation m n : 'M[R]_((m * n)%N, (n * m)%N) :=
  \matrix_(i, j) (((mxtens_unindex i).1 == (mxtens_unindex j).2)
                  && ((mxtens_unindex i).2 == (mxtens_unindex j).1))%:R.

Lemma vecE m n (A : 'M[R]_(m, n)) j i : vec A (mxtens_index (j, i)) 0 = A i j.
Proof. by rewrite !mxE mxtens_indexK. Qed.
Lemma vec_lin m n s (A B : 'M[R]_(m, n)) : vec (s *: A + B) = s *: vec A + vec B.
Proof. by apply/matrixP=> i j; rewrite !mxE. Qed.
Lemma vecD m n (A B : 'M[R]_(m, n)) : vec A + vec B = vec (A + B).
Proof. by apply/matrixP=> i j; rewrite !mxE. Qed.
Lemma vecN m n (A : 'M[R]_(m, n)) : - vec A = vec (- A).
Proof. by apply/matrixP=> i j; rewrite !mxE. Qed.
Lemma vecZ m n s (A : 'M[R]_(m, n)) : s *: vec A = vec (s *: A).
Proof. by apply/matrixP=> i j; rewrite !mxE. Qed.
Lemma vec0 m n : 0 = vec (0 : 'M[R]_(m, n)).
Proof. by apply/matrixP=> i j; rewrite !mxE. Qed.

(* fact-a11:vec. (A kron B) vec(Z) = vec(B Z A^T). *)
Lemma kron_vec m n p q (A : 'M[R]_(m, n)) (B : 'M[R]_(p, q)) (Z : 'M[R]_(q, n)) :
  (A *t B) *m vec Z = vec (B *m Z *m A^T).
Proof. by rewrite /vec tens_vecr !trmx_mul trmxK mulmxA. Qed.
Lemma comm_vec m n (Z : 'M[R]_(m, n)) : commutation m n *m vec Z = vec Z^T.
Proof.
have -> : commutation m n = Esw 1%:M 1%:M.
  by apply/matrixP=> i j; rewrite !mxE -natrM mulnb.
by rewrite /vec Esw_vecr !trmx1 mulmx1 mul1mx.
Qed.
Lemma comm_tr m n : (commutation m n)^T = commutation n m.
Proof.
by apply/matrixP=> i j; rewrite !mxE andbC eq_sym; congr (_ && _)%:R; rewrite eq_sym.
Qed.
Lemma vec_dot m n (A B : 'M[R]_(m, n)) : (vec A)^T *m vec B = (\tr (A^T *m B))%:M.
Proof.
rewrite [LHS]mx11_scalar dot_vecr trmxK; congr (_%:M).
by rewrite -mxtrace_tr trmx_mul trmxK mxtrace_mulC.
Qed.
Lemma vec_surj m n (v : 'M[R]_((n * m)%N, 1)) : exists Z : 'M[R]_(m, n), v = vec Z.
Proof. by exists (unvecr v)^T; rewrite /vec trmxK unvecrK. Qed.

(* Equal matrices from equal values at every vec, or at every column.           *)
Lemma ext_col m n (A B : 'M[R]_(m, n)) : (forall y : 'M[R]_(n, 1), A *m y = B *m y) -> A = B.
Proof.
move=> h; apply/matrixP=> i j; have := h (delta_mx j 0); rewrite -!colE.
by move/matrixP/(_ i 0); rewrite !mxE.
Qed.
Lemma ext_vec k m n (A B : 'M[R]_(k, (n * m)%N)) :
  (forall Z : 'M[R]_(m, n), A *m vec Z = B *m vec Z) -> A = B.
Proof. by move=> h; apply: ext_col => y; have [Z ->] := vec_surj y. Qed.

(* ---------- how terms act on columns ---------------------------------------- *)
Lemma act_mul k m n p (A : 'M[R]_(k, m)) (B : 'M[R]_(m, n)) (x : 'M[R]_(n, p)) y z :
  B *m x = y -> A *m y = z -> A *m B *m x = z.
Proof. by move=> <- <-; rewrite mulmxA. Qed.
Lemma act_add k n p (A B : 'M[R]_(k, n)) (x : 'M[R]_(n, p)) y z :
  A *m x = y -> B *m x = z -> (A + B) *m x = y + z.
Proof. by move=> <- <-; rewrite mulmxDl. Qed.
Lemma act_opp k n p (A : 'M[R]_(k, n)) (x : 'M[R]_(n, p)) y : A *m x = y -> - A *m x = - y.
Proof. by move=> <-; rewrite mulNmx. Qed.
Lemma act_scale k n p s (A : 'M[R]_(k, n)) (x : 'M[R]_(n, p)) y :
  A *m x = y -> (s *: A) *m x = s *: y.
Proof. by move=> <-; rewrite scalemxAl. Qed.
Lemma act_zero k n p (x : 'M[R]_(n, p)) : (0 : 'M[R]_(k, n)) *m x = 0.
Proof. exact: mul0mx. Qed.
Lemma act_one n p (x : 'M[R]_(n, p)) : (1%:M : 'M[R]_n) *m x = x.
Proof. exact: mul1mx. Qed.
Lemma turn_kron m n p q (A : 'M[R]_(m, n)) (B : 'M[R]_(p, q)) (Z : 'M[R]_(p, m)) :
  (A *t B)^T *m vec Z = vec (B^T *m Z *m A).
Proof. by rewrite trmx_tens kron_vec trmxK. Qed.
Lemma turn_comm m n (Z : 'M[R]_(n, m)) : (commutation m n)^T *m vec Z = vec Z^T.
Proof. by rewrite comm_tr comm_vec. Qed.
Lemma turn_mul k m n p (A : 'M[R]_(k, m)) (B : 'M[R]_(m, n)) (x : 'M[R]_(k, p)) y z :
  A^T *m x = y -> B^T *m y = z -> (A *m B)^T *m x = z.
Proof. by move=> <- <-; rewrite trmx_mul mulmxA. Qed.
Lemma turn_add k n p (A B : 'M[R]_(k, n)) (x : 'M[R]_(k, p)) y z :
  A^T *m x = y -> B^T *m x = z -> (A + B)^T *m x = y + z.
Proof. by move=> <- <-; rewrite linearD mulmxDl. Qed.
Lemma turn_opp k n p (A : 'M[R]_(k, n)) (x : 'M[R]_(k, p)) y :
  A^T *m x = y -> (- A)^T *m x = - y.
Proof. by move=> <-; rewrite linearN mulNmx. Qed.
Lemma turn_scale k n p s (A : 'M[R]_(k, n)) (x : 'M[R]_(k, p)) y :
  A^T *m x = y -> (s *: A)^T *m x = s *: y.
Proof. by move=> <-; rewrite linearZ scalemxAl. Qed.
Lemma turn_zero k n p (x : 'M[R]_(k, p)) : (0 : 'M[R]_(k, n))^T *m x = 0.
Proof. by rewrite trmx0 mul0mx. Qed.
Lemma turn_turn k n p (A : 'M[R]_(k, n)) (x : 'M[R]_(n, p)) y : A *m x = y -> (A^T)^T *m x = y.
Proof. by rewrite trmxK. Qed.
Lemma turn_via k p q (A y : 'M[R]_(k, p)) (x : 'M[R]_(k, q)) z w :
  A = y -> y^T *m x = z -> z = w -> A^T *m x = w.
Proof. by move=> -> -> ->. Qed.
Lemma by_unit k p (A : 'M[R]_(k, p)) y : A *m 1%:M = y -> A = y.
Proof. by rewrite mulmx1. Qed.
(* A transpose acts by what is adjoint.                                         *)
Lemma adjoint_vec k m n (J : 'M[R]_(k, (n * m)%N)) (x : 'M[R]_(k, 1)) (Z : 'M[R]_(m, n)) :
  (forall P : 'M[R]_(m, n), (J *m vec P)^T *m x = (\tr (P^T *m Z))%:M) -> J^T *m x = vec Z.
Proof.
move=> h; have [V e] := vec_surj (J^T *m x); rewrite e; congr vec.
apply/eqP; rewrite -subr_eq0; apply/eqP/sq_eq0; rewrite /sq mulmxBr linearB /=.
have := h (V - Z); rewrite trmx_mul -mulmxA e vec_dot => /matrixP/(_ 0 0).
by rewrite !mxE !mulr1n => ->; rewrite subrr.
Qed.
Lemma adjoint_col k n (J : 'M[R]_(k, n)) (x : 'M[R]_(k, 1)) (z : 'M[R]_(n, 1)) :
  (forall P : 'M[R]_(n, 1), (J *m P)^T *m x = P^T *m z) -> J^T *m x = z.
Proof.
move=> h; have {}h (P : 'M[R]_(n, 1)) : P^T *m (J^T *m x - z) = 0.
  by rewrite mulmxBr mulmxA -trmx_mul h subrr.
apply/eqP; rewrite -subr_eq0; apply/eqP/sq_eq0.
by rewrite /sq h mxtrace0.
Qed.
Lemma vec_unit m n (A : 'M[R]_(m, n)) : vec A *m (1%:M : 'M[R]_1) = vec A.
Proof. exact: mulmx1. Qed.
(* ---------- Kronecker products with a row ------------------------------------ *)
(* notation. a kron B for a row a, without a factor 1 in the size.                *)
Definition row_kron m n p (a : 'M[R]_(1, m)) (B : 'M[R]_(n, p)) : 'M[R]_(n, (m * p)%N) :=
  \matrix_(i, j) (a 0 (mxtens_unindex j).1 * B i (mxtens_unindex j).2).
(* notation. B kron a for a row a. *)
Definition kron_row n p m (B : 'M[R]_(n, p)) (a : 'M[R]_(1, m)) : 'M[R]_(n, (p * m)%N) :=
  \matrix_(i, j) (B i (mxtens_unindex j).1 * a 0 (mxtens_unindex j).2).
Lemma act_row_kron m n p (a : 'M[R]_(1, m)) (B : 'M[R]_(n, p)) (Z : 'M[R]_(p, m)) w :
  B *m (Z *m a^T) = w -> row_kron a B *m vec Z = w.
Proof.
move=> <-; apply/matrixP=> i k; rewrite !mxE.
rewrite (@eq_sum_tens _ _ _ (fun x y => a 0 x * B i y * Z y x)); last first.
  by move=> x y; rewrite !mxE !mxtens_indexK.
rewrite exchange_big; apply: eq_bigr => y _; rewrite mxE mulr_sumr; apply: eq_bigr => x _.
by rewrite !mxE [k]ord1; mxabs; ring.
Qed.
Lemma turn_row_kron m n p (a : 'M[R]_(1, m)) (B : 'M[R]_(n, p)) (y : 'M[R]_(n, 1)) w :
  B^T *m y = w -> (row_kron a B)^T *m y = vec (w *m a).
Proof.
move=> <-; apply/matrixP=> i k; case: (mxtens_indexP i) => j l; rewrite [k]ord1 vecE.
rewrite !mxE big_ord1 !mxE mulr_suml; apply: eq_bigr => x _.
by rewrite !mxE mxtens_indexK /=; mxabs; ring.
Qed.
Lemma act_kron_row m n p (a : 'M[R]_(1, m)) (B : 'M[R]_(n, p)) (Z : 'M[R]_(m, p)) w :
  B *m (Z^T *m a^T) = w -> kron_row B a *m vec Z = w.
Proof.
move=> <-; apply/matrixP=> i k; rewrite !mxE.
rewrite (@eq_sum_tens _ _ _ (fun x y => B i x * a 0 y * Z y x)); last first.
  by move=> x y; rewrite !mxE !mxtens_indexK.
apply: eq_bigr => y _; rewrite mxE mulr_sumr; apply: eq_bigr => x _.
by rewrite !mxE [k]ord1; mxabs; ring.
Qed.
Lemma turn_kron_row m n p (a : 'M[R]_(1, m)) (B : 'M[R]_(n, p)) (y : 'M[R]_(n, 1)) w :
  B^T *m y = w -> (kron_row B a)^T *m y = vec (a^T *m w^T).
Proof.
move=> <-; apply/matrixP=> i k; case: (mxtens_indexP i) => j l; rewrite [k]ord1 vecE.
rewrite !mxE big_ord1 !mxE mulr_sumr; apply: eq_bigr => x _.
by rewrite !mxE mxtens_indexK /=; mxabs; ring.
Qed.
Lemma trace_kron m n (A : 'M[R]_m) (B : 'M[R]_n) : \tr (A *t B) = \tr A * \tr B.
Proof.
rewrite /mxtrace (@eq_sum_tens _ _ _ (fun i j => A i i * B j j)); last first.
  by move=> i j; rewrite tensmxE.
by rewrite mulr_suml; apply: eq_bigr => i _; rewrite mulr_sumr.
Qed.
Lemma tr_mulD m n (A : 'M[R]_(m, n)) (B C : 'M[R]_(n, m)) :
  \tr (A *m (B + C)) = \tr (A *m B) + \tr (A *m C).
Proof. by rewrite mulmxDr mxtraceD. Qed.
Lemma tr_mul0 m n (A : 'M[R]_(m, n)) : \tr (A *m (0 : 'M[R]_(n, m))) = 0.
Proof. by rewrite mulmx0 mxtrace0. Qed.
Lemma tr_mulN m n (A : 'M[R]_(m, n)) (B : 'M[R]_(n, m)) : \tr (A *m - B) = - \tr (A *m B).
Proof. by rewrite mulmxN linearN. Qed.
Lemma tr_mulZ m n s (A : 'M[R]_(m, n)) (B : 'M[R]_(n, m)) :
  \tr (A *m (s *: B)) = s * \tr (A *m B).
Proof. by rewrite -scalemxAr linearZ. Qed.
End Vec.
Arguments commutation {R} m n.
