(* Theorem23ii.v : Theorem 2.3 (ii) of Kawaguchi (2016): every local minimum    *)
(* of a deep linear network with the squared loss is a global minimum.          *)
(*   theorem23_ii         with the paper's hypotheses (X X^T invertible,        *)
(*                        Sigma with distinct eigenvalues), through Lemma 4.6   *)
(*                        (FullRank.v) and Deficient.v;                         *)
(*   theorem23_ii_strong  every depth H >= 0, every widths, EVERY X and Y;      *)
(*   theorem23_ii_half, theorem23_ii_frob   the same for the explicit loss      *)
(*                        1/2 sum_ij (W_{H+1}..W_1 X - Y)_ij^2, with balls      *)
(*                        taken entrywise / in the Frobenius norm.              *)
From mathcomp Require Import all_ssreflect all_algebra ring.
From mathcomp.real_closed Require Import mxtens.
From DeepLinear Require Import GeneralizedInverses Semidefinite MatrixRing Lemma44 Networks CriticalPoints Lemma46 FullRank.
From DeepLinear Require Import FlatMoves Deficient Bottleneck.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Theorem23ii.
Variables (R : realFieldType) (H : nat) (d : nat -> nat) (s : nat).
Variables (X : 'M[R]_(d 0%N, s)) (Y : 'M[R]_(d H.+1, s)).
Implicit Types W : net R d.

(* either rank Pi is below every hidden width, or it reaches one of them and    *)
(* then rank C reaches it too                                                   *)
Lemma rank_cases W :
  (forall k, (1 <= k <= H)%N -> (\rank (Pr W H.+1 0) < d k)%N) \/
  exists2 k, (1 <= k <= H)%N & (d k <= \rank (Cm H W))%N.
Proof.
case: (boolP [forall k : 'I_H.+1, (0 < k)%N ==> (\rank (Pr W H.+1 0) < d k)%N]) => h.
  left=> k /andP[k1 kH]; have := forallP h (Ordinal (kH : (k < H.+1)%N)).
  by rewrite /= k1.
right; move: h; rewrite negb_forall => /existsP[[k kH]] /=.
rewrite negb_imply -leqNgt => /andP[k1 hk]; exists k; first by rewrite k1.
by apply: leq_trans hk _; rewrite full_split; exact: mxrankM_maxl.
Qed.

(* ---------- Theorem 2.3 (ii), hypotheses of the paper ------------------------*)
(* theorem-2.3.ii. With the paper's hypotheses. *)
Theorem theorem23_ii (U : 'M[R]_(d H.+1)) (lam : 'rV[R]_(d H.+1)) W :
  (1 <= H)%N ->
  X *m X^T \in unitmx ->
  U^T *m U = 1%:M ->
  Y *m X^T *m invmx (X *m X^T) *m X *m Y^T = U *m diag_mx lam *m U^T ->
  (forall i j : 'I_(d H.+1), (i < j)%N -> lam 0 j < lam 0 i) ->
  local_min X Y W -> global_min X Y W.
Proof.
move=> H1 uX UU Sg_eq lam_dec lm; case: (rank_cases W) => [def|[k kH hk]].
  exact: deficient_global.
apply: (thm23ii_rankC H1 uX UU Sg_eq lam_dec kH _ lm).
by rewrite geq_min hk.
Qed.

(* ---------- depth 0: linear regression, convexity ----------------------------- *)
Lemma regression_global W : H = 0%N -> local_min X Y W -> global_min X Y W.
Proof.
move=> H0 [e e0 lm] W'.
have [t /andP[t0 t1] nt] := upd_near H W (W' 0%N - W 0%N) e0.
have := lm _ nt; rewrite /loss; move: Y; rewrite H0 => Y0.
rewrite !Pr_1 upd_at.
have -> : (W 0%N + t *: (W' 0%N - W 0%N)) *m X
        = 1%:M *m (t *: W' 0%N + (1 - t) *: W 0%N) *m X by mxring.
rewrite layer_convex !mul1mx; set a := sq _; set b := sq _; set c := sq _ => h.
have h1 : t * a <= t * b.
  have c0 : 0 <= t * (1 - t) * c by rewrite !mulr_ge0 ?(ltW t0) ?subr_ge0 ?sq_ge0.
  rewrite -subr_ge0; apply: le_trans c0 _; rewrite -subr_ge0.
  have -> : t * b - t * a - t * (1 - t) * c = t * b + (1 - t) * a - t * (1 - t) * c - a.
    by ring.
  by rewrite subr_ge0.
by move: h1; rewrite ler_pmul2l.
Qed.

(* ---------- Theorem 2.3 (ii) without assumptions on the data ------------------ *)
(* theorem-2.3.ii, proposition-2.1 (ii). For any X, Y, depth and widths. *)
Theorem theorem23_ii_strong W : local_min X Y W -> global_min X Y W.
Proof.
case: (posnP H) => [H0|H1] lm; first exact: regression_global.
case: (rank_cases W) => [def|[k kH hk]]; first exact: deficient_global.
by apply: (rank_C_global kH _ lm); rewrite geq_min hk.
Qed.

Corollary local_min_iff_global_min W : local_min X Y W <-> global_min X Y W.
Proof.
split=> [|gm]; first exact: theorem23_ii_strong.
by exists 1; rewrite ?ltr01.
Qed.

(* ---------- the paper's loss 1/2 || W_{H+1}..W_1 X - Y ||_F^2 ------------------- *)
Definition Lbar W : R := \sum_i \sum_j (Pr W H.+1 0 *m X - Y) i j ^+ 2 / 2%:R.

Lemma LbarE W : Lbar W = loss X Y W / 2%:R.
Proof.
rewrite /Lbar /loss; move: (_ - Y) => N.
rewrite /sq /mxtrace mulr_suml exchange_big; apply: eq_bigr => j _ /=.
by rewrite mxE mulr_suml; apply: eq_bigr => i _; rewrite trE expr2.
Qed.

Lemma Lbar_le W W' : (Lbar W <= Lbar W') = (loss X Y W <= loss X Y W').
Proof. by rewrite !LbarE ler_pmul2r // invr_gt0 ltr0n. Qed.

(* theorem-2.3.ii. With the paper's loss, 1/2 ||Ybar - Y||^2. *)
Theorem theorem23_ii_half W :
  (exists2 e : R, 0 < e & forall W',
     (forall k, (k <= H)%N -> forall i j, `|W' k i j - W k i j| < e) ->
     Lbar W <= Lbar W') ->
  forall W', Lbar W <= Lbar W'.
Proof.
case=> e e0 lm W'; rewrite Lbar_le; apply: theorem23_ii_strong.
by exists e => // W'' nW; rewrite -Lbar_le; apply: lm.
Qed.

(* balls in the Frobenius norm of the whole parameter vector                    *)
Definition dist2 W W' : R :=
  \sum_(k < H.+1) \sum_i \sum_j (W' k i j - W k i j) ^+ 2.

Theorem theorem23_ii_frob W :
  (exists2 e : R, 0 < e & forall W', dist2 W W' < e ^+ 2 -> Lbar W <= Lbar W') ->
  forall W', Lbar W <= Lbar W'.
Proof.
case=> e e0 lm; apply: theorem23_ii_half.
pose N : R := \sum_(k < H.+1) \sum_(i < d k.+1) \sum_(j < d k) 1.
have N0 : 0 <= N.
  apply: sumr_ge0 => k _; apply: sumr_ge0 => i _; apply: sumr_ge0 => j _.
  exact: ler01.
have N1 : 0 < N + 1 by rewrite ltr_spaddr ?ltr01.
pose f := Num.min 1 (e ^+ 2 / (N + 1)).
have f0 : 0 < f by rewrite lt_minr ltr01 divr_gt0 ?exprn_gt0.
exists f => // W' nW; apply: lm.
have le : dist2 W W' <= f * N.
  rewrite /dist2 /N mulr_sumr; apply: ler_sum => k _.
  rewrite mulr_sumr; apply: ler_sum => i _.
  rewrite mulr_sumr; apply: ler_sum => j _.
  have := nW k (ltn_ord k) i j; move: (_ - _) => z /ltW zf.
  rewrite mulr1 -real_normK ?num_real // expr2; apply: (le_trans _ zf).
  rewrite ler_pimulr //; apply: (le_trans zf).
  by rewrite le_minl lexx.
apply: le_lt_trans le _.
apply: (@le_lt_trans _ _ (e ^+ 2 / (N + 1) * N)).
  by rewrite ler_wpmul2r // le_minl lexx orbT.
rewrite mulrAC ltr_pdivr_mulr // ltr_pmul2l ?exprn_gt0 //.
by rewrite ltr_addl ltr01.
Qed.
End Theorem23ii.
