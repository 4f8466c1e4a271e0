(* Squares.v : the rows of a matrix as one column, and the squared Frobenius     *)
(* norm `sq` = tr(M^T M). A block `Esw M N` acts as V |-> M V^T N^T.             *)
From mathcomp Require Import all_ssreflect all_algebra ring.
From mathcomp.real_closed Require Import mxtens.
From DeepLinear Require Import GeneralizedInverses Semidefinite.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Vec.
Variable R : fieldType.

(* row-major vectorisation: the rows of V below each other, vec(V^T) *)
Definition vecr m n (V : 'M[R]_(m,n)) : 'cV[R]_(m * n) :=
  \col_i V (mxtens_unindex i).1 (mxtens_unindex i).2.
Definition unvecr m n (v : 'cV[R]_(m * n)) : 'M[R]_(m,n) :=
  \matrix_(i,j) v (mxtens_index (i,j)) 0.

Lemma unvecrK m n : cancel (@unvecr m n) (@vecr m n).
Proof.
move=> v; apply/matrixP=> i j; case: (mxtens_indexP i)=> a b.
by rewrite !mxE mxtens_indexK ord1.
Qed.

Lemma vecrK m n : cancel (@vecr m n) (@unvecr m n).
Proof. by move=> V; apply/matrixP=> i j; rewrite !mxE mxtens_indexK. Qed.

Lemma sum_tens m n (F : 'I_m -> 'I_n -> R) :
  \sum_(k < m * n) F (mxtens_unindex k).1 (mxtens_unindex k).2
  = \sum_i \sum_j F i j.
Proof.
rewrite pair_big; symmetry; apply: reindex=> //=.
by exists (@mxtens_index m n)=> i; rewrite (mxtens_indexK, mxtens_unindexK).
Qed.

Lemma eq_sum_tens m n (F : 'I_m -> 'I_n -> R) (G : 'I_(m * n) -> R) :
  (forall x y, G (mxtens_index (x,y)) = F x y) ->
  \sum_k G k = \sum_i \sum_j F i j.
Proof. by move=> h; rewrite -sum_tens; apply: eq_bigr => k _; rewrite -h -surjective_pairing mxtens_unindexK. Qed.

(* vec identity: (A (x) B) vec(V^T) = vec((A V B^T)^T) *)
Lemma tens_vecr m n p q (A : 'M[R]_(m,n)) (B : 'M[R]_(p,q)) (V : 'M[R]_(n,q)) :
  (A *t B) *m vecr V = vecr (A *m V *m B^T).
Proof.
apply/matrixP=> i j; case: (mxtens_indexP i)=> a b; rewrite !mxE mxtens_indexK /=.
rewrite (@eq_sum_tens _ _ (fun x y => A a x * B b y * V x y)); last first.
  by move=> x y; rewrite !mxE !mxtens_indexK.
rewrite exchange_big; apply: eq_bigr => y _.
rewrite !mxE mulr_suml; apply: eq_bigr => x _.
by rewrite -!mulrA [B b y * _]mulrC.
Qed.

Lemma dot_vecr m n (U V : 'M[R]_(m,n)) : ((vecr U)^T *m vecr V) 0 0 = \tr (U^T *m V).
Proof.
rewrite mxE (@eq_sum_tens _ _ (fun x y => U x y * V x y)); last first.
  by move=> x y; rewrite !mxE !mxtens_indexK.
rewrite exchange_big /mxtrace; apply: eq_bigr => y _.
by rewrite mxE; apply: eq_bigr => x _; rewrite mxE.
Qed.

(* E-type block: [M (x) N_{.,1}, ..., M (x) N_{.,dk}] *)
Definition Esw m n p q (M : 'M[R]_(m,n)) (N : 'M[R]_(p,q)) : 'M[R]_(m * p, q * n) :=
  \matrix_(i,j) (M (mxtens_unindex i).1 (mxtens_unindex j).2
               * N (mxtens_unindex i).2 (mxtens_unindex j).1).

Lemma EswE m n p q (M : 'M[R]_(m,n)) (N : 'M[R]_(p,q)) a b c d :
  Esw M N (mxtens_index (a,b)) (mxtens_index (c,d)) = M a d * N b c.
Proof. by rewrite !mxE !mxtens_indexK. Qed.

Lemma Esw_vecr m n p q (M : 'M[R]_(m,n)) (N : 'M[R]_(p,q)) (V : 'M[R]_(q,n)) :
  Esw M N *m vecr V = vecr (M *m V^T *m N^T).
Proof.
apply/matrixP=> i j; case: (mxtens_indexP i)=> a b; rewrite !mxE mxtens_indexK /=.
rewrite (@eq_sum_tens _ _ (fun x y => M a y * N b x * V x y)); last first.
  by move=> x y; rewrite !mxE !mxtens_indexK.
apply: eq_bigr => x _.
rewrite !mxE mulr_suml; apply: eq_bigr => y _.
by rewrite !mxE -!mulrA [N b x * _]mulrC.
Qed.
End Vec.

Section Squares.
Variable R : realFieldType.

Definition sq m n (M : 'M[R]_(m,n)) : R := \tr (M^T *m M).

Lemma sq_eq0 m n (M : 'M[R]_(m,n)) : sq M = 0 -> M = 0.
Proof.
rewrite /sq -dot_vecr => /sqnorm_eq0 /(congr1 (@unvecr _ _ _)); rewrite vecrK => ->.
by apply/matrixP=> i j; rewrite !mxE.
Qed.

Lemma sq_ge0 m n (M : 'M[R]_(m,n)) : 0 <= sq M.
Proof. by rewrite /sq -dot_vecr; exact: sqnorm_ge0. Qed.

Lemma sqD m n (M N : 'M[R]_(m,n)) : sq (M + N) = sq M + \tr (M^T *m N) *+ 2 + sq N.
Proof.
rewrite /sq trmxD mulmxDl !mulmxDr !mxtraceD.
by rewrite -[\tr (N^T *m M)]mxtrace_tr trmx_mul trmxK mulr2n !addrA.
Qed.

Lemma sqZ m n a (M : 'M[R]_(m,n)) : sq (a *: M) = a ^+ 2 * sq M.
Proof. by rewrite /sq trmxZ -scalemxAl -scalemxAr !mxtraceZ mulrA. Qed.

Lemma sq_expand m n (P Q S : 'M[R]_(m,n)) t :
  sq (P + (t *: Q + t ^+ 2 *: S))
  = sq P + t * (\tr (P^T *m Q) *+ 2) + t ^+ 2 * (sq Q + \tr (P^T *m S) *+ 2)
    + t ^+ 3 * (\tr (Q^T *m S) *+ 2) + t ^+ 4 * sq S.
Proof.
rewrite !sqD !sqZ mulmxDr trmxZ -!(scalemxAl, scalemxAr) !mxtraceD !mxtraceZ.
set a := \tr (P^T *m Q); set b := \tr (P^T *m S); set c := \tr (Q^T *m S).
by ring.
Qed.
End Squares.
