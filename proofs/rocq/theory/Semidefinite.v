(* Semidefinite.v : positive semidefinite matrices over an ordered field, and   *)
(* Corollary 4.5's rank step.           No square roots, no eigenvalues.        *)
From mathcomp Require Import all_ssreflect all_algebra ring.
From mathcomp.real_closed Require Import mxtens.
From mathcomp.fingroup Require Import perm.
From DeepLinear Require Import GeneralizedInverses.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Psd.
Variable R : realFieldType.

Definition qf n (A : 'M[R]_n) (x : 'cV[R]_n) : R := (x^T *m A *m x) 0 0.
Definition psd n (A : 'M[R]_n) : Prop := A^T = A /\ forall x, 0 <= qf A x.

Lemma sqnorm_ge0 n (x : 'cV[R]_n) : 0 <= (x^T *m x) 0 0.
Proof. by rewrite mxE sumr_ge0 // => i _; rewrite mxE -expr2 sqr_ge0. Qed.

Lemma sqnorm_eq0 n (x : 'cV[R]_n) : (x^T *m x) 0 0 = 0 -> x = 0.
Proof. by move=> h; apply: gram_eq0; rewrite [LHS]mx11_scalar h raddf0. Qed.

(* a quadratic 2 t b + t^2 q >= 0 for all t forces b = 0 *)
Lemma quad_lin (b q : R) :
  (forall t : R, 0 <= t * b *+ 2 + t ^+ 2 * q) -> b = 0.
Proof.
move=> h; have q0 : 0 <= q.
  have := addr_ge0 (h 1) (h (-1)).
  rewrite sqrrN expr1n !mul1r mulN1r mulNrn addrACA subrr add0r -mulr2n.
  by rewrite pmulrn_lge0.
have q1 : 0 < q + 1 by rewrite ltr_spaddr // ltr01.
have nz : q + 1 != 0 by rewrite gt_eqF.
have := h (- b / (q + 1)).
have -> : - b / (q + 1) * b *+ 2 + (- b / (q + 1)) ^+ 2 * q
        = - (b ^+ 2 * ((q + 2%:R) / (q + 1) ^+ 2)) by field.
rewrite oppr_ge0 => h1.
have p : 0 < (q + 2%:R) / (q + 1) ^+ 2.
  by rewrite divr_gt0 ?exprn_gt0 // ltr_spaddr // ltr0n.
move: h1; rewrite pmulr_lle0 // => h1; apply/eqP.
by rewrite -sqrf_eq0 eq_le h1 sqr_ge0.
Qed.

Lemma qfD n (A : 'M[R]_n) x y : A^T = A ->
  qf A (x + y) = qf A x + (y^T *m A *m x) 0 0 *+ 2 + qf A y.
Proof.
move=> sA; rewrite /qf trmxD !mulmxDl !mulmxDr.
have -> : x^T *m A *m y = (y^T *m A *m x)^T.
  by rewrite !trmx_mul trmxK sA mulmxA.
by rewrite !addE trE mulr2n !addrA.
Qed.

Lemma qfZ n (A : 'M[R]_n) a x : qf A (a *: x) = a ^+ 2 * qf A x.
Proof. by rewrite /qf trmxZ -!scalemxAl -scalemxAr !scaleE mulrA. Qed.

Lemma psd_ker n (A : 'M[R]_n) x : psd A -> qf A x = 0 -> A *m x = 0.
Proof.
move=> [sA pA] h0; apply: sqnorm_eq0.
apply: (@quad_lin _ (qf A (A *m x))) => t.
have := pA (x + t *: (A *m x)); rewrite qfD // h0 add0r qfZ.
by rewrite trmxZ -!scalemxAl scaleE mulmxA trmx_mul sA.
Qed.

(* congruence P^T A P; principal submatrices are a special case                 *)
(* fact-a25, for matrices of any shape. *)
Lemma psd_congr n p (A : 'M[R]_n) (P : 'M[R]_(n,p)) : psd A -> psd (P^T *m A *m P).
Proof.
move=> [sA pA]; split=> [|x]; first by rewrite !trmx_mul trmxK sA mulmxA.
by have := pA (P *m x); rewrite /qf trmx_mul !mulmxA.
Qed.

Lemma mxsub_congr n p (f : 'I_p -> 'I_n) (A : 'M[R]_n) :
  mxsub f f A = (colsub f 1%:M)^T *m A *m colsub f 1%:M.
Proof.
rewrite trmx_mxsub trmx1 mul_rowsub_mx mul1mx mulmx_colsub mulmx1.
by apply/matrixP=> i j; rewrite !mxE.
Qed.

Lemma psd_principal n p (f : 'I_p -> 'I_n) (A : 'M[R]_n) : psd A -> psd (mxsub f f A).
Proof. by rewrite mxsub_congr; exact: psd_congr. Qed.

Lemma psd_ulsub n1 n2 (A : 'M[R]_(n1 + n2)) : psd A -> psd (ulsubmx A).
Proof.
by move/(psd_principal (@lshift n1 n2)); congr psd; apply/matrixP=> i j; rewrite !mxE.
Qed.

(* similarity by a permutation matrix (paper's P_k^{-1} H P_k) is a congruence  *)
Lemma psd_perm n (s : 'S_n) (A : 'M[R]_n) :
  psd A -> psd ((perm_mx s)^T *m A *m perm_mx s).
Proof. exact: psd_congr. Qed.

Section Block.
Variables (n1 n2 : nat) (A : 'M[R]_n1) (B : 'M[R]_(n1,n2)) (D : 'M[R]_n2).
Hypothesis pM : psd (block_mx A B B^T D).

Lemma block_symA : A^T = A.
Proof. by case: pM => + _; rewrite tr_block_mx => /eq_block_mx[]. Qed.

(* Zhang thm 1.20, first half: R(B) <= R(A) *)
(* fact-a24, the range condition; range inclusion as B = A Z. *)
Theorem block_range : rsub B A.
Proof.
have := ginv_exists A; move: (pinvmx A) => G hG.
apply/(rsubP _ (_ : ginv A G^T)); first by have := ginv_tr hG; rewrite block_symA.
apply: trmx_inj; rewrite trmx0 trmx_mul trmxB trmx1 trmx_mul trmxK block_symA.
suff h (x : 'cV_n1) : A *m x = 0 -> B^T *m x = 0.
  apply/matrixP=> i j.
  have /h : A *m ((1%:M - G *m A) *m delta_mx j 0 : 'cV_n1) = 0.
    by rewrite mulmxA mulmxBr mulmx1 mulmxA hG subrr mul0mx.
  by rewrite mulmxA -colE => /(congr1 (fun M : 'cV_n2 => M i 0)); rewrite [LHS]mxE => ->; rewrite !mxE.
move=> hx; have : qf (block_mx A B B^T D) (col_mx x 0) = 0.
  by rewrite /qf tr_col_mx mul_row_block mul_row_col trmx0 mulmx0 !mul0mx !addr0 -mulmxA hx mulmx0 mxE.
move/(psd_ker pM); rewrite mul_block_col !mulmx0 !addr0 hx.
by move/eqP; rewrite col_mx_eq0 => /andP[_ /eqP].
Qed.

(* the same with any {1}-inverse *)
Theorem block_range_ginv G : ginv A G -> (1%:M - A *m G) *m B = 0.
Proof. by move=> hG; apply/(rsubP B hG); exact: block_range. Qed.

(* Zhang thm 1.20, second half: Schur complement PSD for EVERY {1}-inverse      *)
(* fact-a24, the Schur complement, for every {1}-inverse. *)
Theorem schur_psd G : ginv A G -> psd (D - B^T *m G *m B).
Proof.
move=> hG; have [Z hB] := block_range.
have hBt : B^T = Z^T *m A by rewrite hB trmx_mul block_symA.
have -> : B^T *m G *m B = Z^T *m A *m Z.
  by rewrite hBt hB -!mulmxA; congr (Z^T *m _); rewrite !mulmxA hG.
suff -> : D - Z^T *m A *m Z
       = (col_mx (- Z) 1%:M)^T *m block_mx A B B^T D *m col_mx (- Z) 1%:M.
  exact: psd_congr.
rewrite tr_col_mx mul_row_block mul_row_col trmxN trmx1 !mul1mx mulmx1 hBt hB.
by rewrite !mulNmx addNr mul0mx add0r mulmxA addrC.
Qed.

(* non-vacuity / converse direction of the Schur criterion                      *)
Theorem schur_value Z : B = A *m Z -> forall y,
  qf (block_mx A B B^T D) (col_mx (- Z *m y) y) = qf (D - Z^T *m A *m Z) y.
Proof.
move=> hB y; have hBt : B^T = Z^T *m A by rewrite hB trmx_mul block_symA.
rewrite /qf tr_col_mx mul_row_block mul_row_col trmx_mul trmxN hBt hB.
rewrite mulmxN !mulNmx -!mulmxA addNr mul0mx add0r.
by rewrite mulmxBl mulmxBr addrC mulmxDl mulNmx -!mulmxA.
Qed.
End Block.
End Psd.

(* ---------- 6. Corollary 4.5, rank step -----------------------------------   *)
Section Cor45.
Variable R : realFieldType.
(* A = W_{H+1}..W_{k+1} W_k =: P ,  B = W_{k-1}..W_2 , C = P B                  *)
(* appendix-a5. The rank step of Corollary 4.5. *)
Theorem cor45_rank dy dk d1 (P : 'M[R]_(dy,dk)) (B : 'M[R]_(dk,d1)) :
  rsub B^T ((P *m B)^T *m (P *m B)) -> (\rank P >= \rank B)%N.
Proof.
move/rsub_rank; rewrite mxrank_tr rank_gram => /leq_trans; apply.
exact: mxrankM_maxl.
Qed.
End Cor45.
