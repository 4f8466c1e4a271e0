(* FlatMoves.v : perturbing ONE layer of a network, and Lemma F ("flat moves"): *)
(* a point near a local minimum with the same loss is again a local minimum.    *)
(* Also the first-order condition of every layer in one formula.                *)
(* Indexing: layers 0..H, W k : d k.+1 x d k is the paper's W_{k+1};            *)
(* Pr W j i = W (j-1) *m .. *m W i, so Pr W H.+1 0 = Pi, Pr W H.+1 k = A_k.     *)
From mathcomp Require Import all_ssreflect all_algebra ring.
From mathcomp.real_closed Require Import mxtens.
From DeepLinear Require Import GeneralizedInverses Semidefinite MatrixRing Lemma44 Networks CriticalPoints.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(* ---------- W with layer l replaced by W l + t V ---------------------------- *)
Section Upd.
Variables (R : realFieldType) (d : nat -> nat).
Implicit Types W : net R d.

(* products that do not meet layer l are unchanged *)
Lemma Pr_upd_hi W l (V : 'M[R]_(d l.+1, d l)) t j i : (l < i)%N -> (i <= j)%N ->
  Pr (upd W V t) j i = Pr W j i.
Proof.
move=> li ij; apply: Pr_ext => // k /andP[ik _].
by rewrite upd_ne // gtn_eqF // (leq_trans li ik).
Qed.

Lemma Pr_upd_lo W l (V : 'M[R]_(d l.+1, d l)) t j i : (i <= j)%N -> (j <= l)%N ->
  Pr (upd W V t) j i = Pr W j i.
Proof.
move=> ij jl; apply: Pr_ext => // k /andP[_ kj].
by rewrite upd_ne // ltn_eqF // (leq_trans kj jl).
Qed.

Lemma Pr_upd W l (V : 'M[R]_(d l.+1, d l)) t j i : (i <= l)%N -> (l < j)%N ->
  Pr (upd W V t) j i = Pr W j i + t *: (Pr W j l.+1 *m V *m Pr W l i).
Proof.
move=> il lj.
have e W' : Pr W' j i = Pr W' j l.+1 *m W' l *m Pr W' l i.
  by rewrite (@Pr_split _ _ _ i l.+1 j) ?(leq_trans il) // Pr_S // mulmxA.
by rewrite e (e W) Pr_upd_hi // Pr_upd_lo // upd_at; mxring.
Qed.
End Upd.

Section Flat.
Variables (R : realFieldType) (H : nat) (d : nat -> nat) (s : nat).
Variables (X : 'M[R]_(d 0%N, s)) (Y : 'M[R]_(d H.+1, s)).
Implicit Types W : net R d.

(* ---------- Lemma F --------------------------------------------------------- *)
Lemma flat_ball e W W' : 0 < e ->
  (forall W'', near H e W W'' -> loss X Y W <= loss X Y W'') ->
  near H (e / 2%:R) W W' -> loss X Y W' = loss X Y W -> local_min X Y W'.
Proof.
move=> e0 lm nW eL; exists (e / 2%:R); first by rewrite divr_gt0 ?ltr0n.
move=> W'' nW'; rewrite eL; apply: lm => k kH i j.
have -> : W'' k i j - W k i j = (W'' k i j - W' k i j) + (W' k i j - W k i j).
  by rewrite addrA subrK.
have -> : e = e / 2%:R + e / 2%:R by field.
by apply: le_lt_trans (ler_norm_add _ _) _; rewrite ltr_add ?nW' ?nW.
Qed.

(* a small step 0 < t <= 1 in layer l stays in any given ball                   *)
Lemma upd_near e W l (V : 'M[R]_(d l.+1, d l)) : 0 < e ->
  exists2 t, 0 < t <= 1 & near H e W (upd W V t).
Proof.
move=> e0; pose S := \sum_i \sum_j `|V i j|.
have S0 : 0 <= S by rewrite sumr_ge0 // => i _; rewrite sumr_ge0.
have S1 : 0 < S + 1 by rewrite ltr_spaddr ?ltr01.
exists (Num.min 1 (e / (S + 1))) => [|k _ i j].
  by rewrite lt_minr ltr01 divr_gt0 //= le_minl lexx.
case: (altP (k =P l)) => [kl|kl]; last by rewrite upd_ne // subrr normr0.
subst k; rewrite upd_at addE addrC addKr scaleE normrM.
rewrite gtr0_norm ?lt_minr ?ltr01 ?divr_gt0 //.
apply: (@le_lt_trans _ _ (e / (S + 1) * `|V i j|)).
  by rewrite ler_wpmul2r // le_minl lexx orbT.
rewrite mulrAC ltr_pdivr_mulr // ltr_pmul2l //.
by apply: le_lt_trans (le_sum_abs V i j) _; rewrite ltr_addl ltr01.
Qed.

(* the product Pi unchanged  ==>  some nonzero step is again a local minimum    *)
Lemma flat_upd W l (V : 'M[R]_(d l.+1, d l)) : (l <= H)%N -> local_min X Y W ->
  Pr W H.+1 l.+1 *m V *m Pr W l 0 = 0 ->
  exists2 t, t != 0 & local_min X Y (upd W V t).
Proof.
move=> lH [e e0 lm] h.
have e2 : 0 < e / 2%:R by rewrite divr_gt0 ?ltr0n.
have [t /andP[t0 _] nt] := upd_near W V e2.
exists t; first by rewrite gt_eqF.
apply: (flat_ball e0 lm nt).
by rewrite /loss Pr_upd // h scaler0 addr0.
Qed.

(* ---------- first-order condition of layer l, any 0 <= l <= H --------------- *)
(* paper: A_k^T E B^T = 0 with k = l+1; here transposed, E^T = X *m res W       *)
Lemma layer_stationary W l : (1 <= H)%N -> (l <= H)%N -> local_min X Y W ->
  Pr W l 0 *m (X *m res X Y W) *m Pr W H.+1 l.+1 = 0.
Proof.
move=> H1; case: l => [|l] lH lm.
  have h : (1 <= H <= H)%N by rewrite H1 leqnn.
  by rewrite Pr_id mul1mx; exact: crit1 lm h.
have := critk lm (lH : (1 <= l.+1 <= H)%N); rewrite /Am /Bm.
by rewrite (@Pr_split _ _ _ 0 1 l.+1) // Pr_1 !mulmxA.
Qed.
End Flat.
