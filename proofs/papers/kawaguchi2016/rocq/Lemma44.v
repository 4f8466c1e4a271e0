(* Lemma44.v : Lemma 4.4 (Kronecker form) and the certificate that the Kronecker*)
(* Hessian block of Lemma 4.3 IS the second variation of the loss.              *)
From mathcomp Require Import all_ssreflect all_algebra ring.
From mathcomp.real_closed Require Import mxtens.
From DeepLinear Require Import GeneralizedInverses Semidefinite MatrixRing.
From DeepLinear Require Export Squares.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Blocks.
Variable R : fieldType.

(* the paper's way of writing block t of E *)
Lemma Esw_paper d1 dj dx s dk (Bt : 'M[R]_(d1,dj)) (X : 'M[R]_(dx,s)) (rA : 'M[R]_(s,dk)) a b t d :
  Esw Bt (X *m rA) (mxtens_index (a,b)) (mxtens_index (t,d))
  = ((Bt *t X) *m (1%:M *t col t rA)) (mxtens_index (a,b)) (mxtens_index (d,0)).
Proof. by rewrite EswE tensmx_mul mulmx1 tensmxE; congr (_ * _); rewrite !mxE; apply: eq_bigr => k _; rewrite !mxE. Qed.

Lemma tens_Esw m n p q m' p' (P : 'M[R]_(m',m)) (S : 'M[R]_(p',p))
  (M : 'M[R]_(m,n)) (N : 'M[R]_(p,q)) :
  (P *t S) *m Esw M N = Esw (P *m M) (S *m N).
Proof.
apply/matrixP=> i j.
case: (mxtens_indexP i)=> a b; case: (mxtens_indexP j)=> c d.
rewrite EswE !mxE mulr_sum; apply: eq_bigr => k _.
by rewrite !mxE !mxtens_indexK /= mulrACA.
Qed.

Lemma Esw_eq0 m n p q (M : 'M[R]_(m,n)) (N : 'M[R]_(p,q)) :
  Esw M N = 0 -> M = 0 \/ N = 0.
Proof.
move=> h; suff /eqP : M *t N = 0 by rewrite tensmx_eq0 => /orP[/eqP|/eqP]; [left|right].
apply/matrixP=> i j.
case: (mxtens_indexP i)=> a b; case: (mxtens_indexP j)=> c d.
by rewrite tensmxE mxE -[LHS]EswE h mxE.
Qed.
End Blocks.

Section L44.
Variable R : realFieldType.
Variables dy dk dj d1 dx s : nat.
Variables (A : 'M[R]_(dy,dk)) (Wk : 'M[R]_(dk,dj)) (B : 'M[R]_(dj,d1)).
Variables (W1 : 'M[R]_(d1,dx)) (X : 'M[R]_(dx,s)) (Y : 'M[R]_(dy,s)).
Hypothesis uX : X *m X^T \in unitmx.
Let C := A *m Wk *m B.
Let r := (C *m W1 *m X - Y)^T.

(* blocks (1,1), (1,k), (k,k) of the Hessian, as in Lemma 4.3                   *)
Definition H11 := (C^T *m C) *t (X *m X^T).
Definition H1k := (C^T *m A) *t (X *m (B *m W1 *m X)^T) + Esw B^T (X *m r *m A).
Definition Hkk := (A^T *m A) *t ((B *m W1 *m X) *m (B *m W1 *m X)^T).
Definition Mk := block_mx H11 H1k H1k^T Hkk.

Lemma cross_zero G : ginv (C^T *m C) G ->
  (1%:M - H11 *m (G *t invmx (X *m X^T))) *m H1k
  = Esw ((1%:M - C^T *m C *m G) *m B^T) (X *m r *m A).
Proof.
move=> hG; have e : (1%:M - C^T *m C *m G) *m (C^T *m A) = 0.
  by rewrite mulmxBl mul1mx [C^T *m C *m G *m _]mulmxA gram_ginv_r // subrr.
rewrite /H11 tensmx_mul (mulmxV uX) -tensmx11 -tensmxBl /H1k mulmxDr.
by rewrite tensmx_mul tens_Esw e tens0mx add0r mul1mx.
Qed.

(* appendix-a4. Lemma 4.4 for the 2 x 2 block Hessian in Kronecker form. *)
Theorem lemma44_kron_psd (D : 'M[R]_(dk * dj)) :
  psd (block_mx H11 H1k H1k^T D) ->
  rsub B^T (C^T *m C) \/ X *m r *m A = 0.
Proof.
have := ginv_exists (C^T *m C); move: (pinvmx _) => G hG.
move/block_range_ginv => /(_ (G *t invmx (X *m X^T))) h.
have {}h := h (ginv_tens hG (ginv_inv uX)); move: h.
rewrite cross_zero // => /Esw_eq0[h|h]; [left | by right].
exact/(rsubP _ hG).
Qed.

Theorem lemma44_kron_nsd (D : 'M[R]_(dk * dj)) :
  psd (- block_mx H11 H1k H1k^T D) ->
  rsub B^T (C^T *m C) \/ X *m r *m A = 0.
Proof.
rewrite opp_block_mx -trmxN => pN.
have := ginv_exists (C^T *m C); move: (pinvmx _) => G hG.
have hH : ginv H11 (G *t invmx (X *m X^T)) by apply: ginv_tens hG (ginv_inv uX).
have hN : ginv (- H11) (- (G *t invmx (X *m X^T))).
  by rewrite /ginv mulNmx mulmxN opprK mulmxN hH.
have := block_range_ginv pN hN.
rewrite mulNmx [H11 *m - _]mulmxN opprK mulmxN => /eqP; rewrite oppr_eq0 => /eqP.
rewrite cross_zero // => /Esw_eq0[h|h]; [left | by right].
exact/(rsubP _ hG).
Qed.

Corollary cor45_kron (D : 'M[R]_(dk * dj)) :
  psd (block_mx H11 H1k H1k^T D) ->
  (\rank B <= \rank (A *m Wk))%N \/ X *m r *m A = 0.
Proof. by case/lemma44_kron_psd=> [/cor45_rank|]; [left|right]. Qed.

(* --- Lemma 4.3 certificate: Taylor expansion of ||Yhat - Y||_F^2 ----------   *)
Variables (V1 : 'M[R]_(d1,dx)) (Vk : 'M[R]_(dk,dj)).
Let R0 := C *m W1 *m X - Y.
Let R1 := A *m Vk *m B *m W1 *m X + C *m V1 *m X.
Let R2 := A *m Vk *m B *m V1 *m X.

Theorem taylor t :
  sq (A *m (Wk + t *: Vk) *m B *m (W1 + t *: V1) *m X - Y)
  = sq R0 + t * (\tr (R0^T *m R1) *+ 2)
    + t ^+ 2 * (sq R1 + \tr (R0^T *m R2) *+ 2)
    + t ^+ 3 * (\tr (R1^T *m R2) *+ 2) + t ^+ 4 * sq R2.
Proof.
have -> : A *m (Wk + t *: Vk) *m B *m (W1 + t *: V1) *m X - Y
        = R0 + (t *: R1 + t ^+ 2 *: R2).
  by rewrite /R0 /R1 /R2 /C; mxring.
exact: sq_expand.
Qed.

Lemma trC m n (U : 'M[R]_(m,n)) V : \tr (U *m V) = \tr (V *m U).
Proof. exact: mxtrace_mulC. Qed.

(* Lemma 4.3 for the pair of layers (1,k): the Kronecker matrix Mk IS the       *)
(* quadratic form given by the t^2 coefficient of the loss (2x1/2||.||^2).      *)
Theorem hess_is_second_variation :
  qf Mk (col_mx (vecr V1) (vecr Vk)) = sq R1 + \tr (R0^T *m R2) *+ 2.
Proof.
have q11 : qf H11 (vecr V1) = sq (C *m V1 *m X).
  rewrite /qf /H11 -mulmxA tens_vecr dot_vecr /sq.
  by apply: (tr_cyc (U := V1^T *m C^T *m C *m V1 *m X) (V := X^T)); mxring.
have qkk : qf Hkk (vecr Vk) = sq (A *m Vk *m B *m W1 *m X).
  rewrite /qf /Hkk -mulmxA tens_vecr dot_vecr /sq.
  by apply: (tr_cyc (U := Vk^T *m A^T *m A *m Vk *m B *m W1 *m X)
                    (V := X^T *m W1^T *m B^T)); mxring.
have q1k : ((vecr V1)^T *m H1k *m vecr Vk) 0 0
   = \tr ((C *m V1 *m X)^T *m (A *m Vk *m B *m W1 *m X)) + \tr (R0^T *m R2).
  rewrite -mulmxA /H1k mulmxDl tens_vecr Esw_vecr mulmxDr addE !dot_vecr.
  congr (_ + _).
    by apply: (tr_cyc (U := V1^T *m C^T *m A *m Vk *m B *m W1 *m X) (V := X^T)); mxring.
  apply: (tr_cycT (U := V1^T *m B^T *m Vk^T *m A^T *m r^T) (V := X^T)); first by mxring.
  by rewrite /R2 /r -/R0; mxring.
have qk1 : ((vecr Vk)^T *m H1k^T *m vecr V1) 0 0 = ((vecr V1)^T *m H1k *m vecr Vk) 0 0.
  by rewrite -[LHS]trE !trmx_mul !trmxK mulmxA.
rewrite /qf /Mk tr_col_mx mul_row_block mul_row_col !mulmxDl !addE qk1 q1k.
rewrite -!/(qf _ _) q11 qkk [R1]addrC sqD.
have -> : \tr ((C *m V1 *m X)^T *m (A *m Vk *m B *m W1 *m X))
        = \tr ((A *m Vk *m B *m W1 *m X)^T *m (C *m V1 *m X)).
  by rewrite -[LHS]mxtrace_tr; congr mxtrace; mxring.
set a := \tr _; set b := \tr _; set c := sq _; set d := sq _; ring.
Qed.
End L44.
