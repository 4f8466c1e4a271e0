(* Saddles.v : Theorem 2.3 (iii): a point that is not a global      *)
(* minimum is neither a local minimum nor a local maximum (so a critical        *)
(* point that is not a global minimum is a saddle point).  No assumption on     *)
(* X, Y, the depth H >= 0 or the widths (zero widths included).                 *)
From mathcomp Require Import all_ssreflect all_algebra ring.
From mathcomp.real_closed Require Import mxtens.
From DeepLinear Require Import GeneralizedInverses Semidefinite MatrixRing Lemma44 Networks CriticalPoints FlatMoves Deficient Bottleneck Theorem23ii.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Saddle.
Variables (R : realFieldType) (H : nat) (d : nat -> nat) (s : nat).
Variables (X : 'M[R]_(d 0%N, s)) (Y : 'M[R]_(d H.+1, s)).
Implicit Types W : net R d.


(* Lemma F for maxima *)
Lemma flat_ball_max e W W' : 0 < e ->
  (forall W'', near H e W W'' -> loss X Y W'' <= loss X Y W) ->
  near H (e / 2%:R) W W' -> loss X Y W' = loss X Y W -> local_max X Y W'.
Proof.
move=> e0 lm nW eL; exists (e / 2%:R); first by rewrite divr_gt0 ?ltr0n.
move=> W'' nW'; rewrite eL; apply: lm => k kH i j.
have -> : W'' k i j - W k i j = (W'' k i j - W' k i j) + (W' k i j - W k i j).
  by rewrite addrA subrK.
have -> : e = e / 2%:R + e / 2%:R by field.
by apply: le_lt_trans (ler_norm_add _ _) _; rewrite ltr_add ?nW' ?nW.
Qed.

(* at a local maximum no single layer can change the predictions: the loss is   *)
(* a convex quadratic in each layer                                             *)
Lemma max_layer W l (V : 'M[R]_(d l.+1, d l)) : (l <= H)%N -> local_max X Y W ->
  Pr W H.+1 l.+1 *m V *m Pr W l 0 *m X = 0.
Proof.
move=> lH [e e0 lm].
have [N NE] : exists N, N = Pr W H.+1 0 *m X - Y by eexists.
have key V' : let D := Pr W H.+1 l.+1 *m V' *m Pr W l 0 *m X in
    exists2 t, 0 < t & \tr (N^T *m D) *+ 2 + t * sq D <= 0.
  move=> D; have [t /andP[t0 _] nt] := upd_near H W V' e0; exists t => //.
  have := lm _ nt; rewrite /loss Pr_upd //.
  have -> : (Pr W H.+1 0 + t *: (Pr W H.+1 l.+1 *m V' *m Pr W l 0)) *m X - Y = N + t *: D.
    by rewrite NE /D; mxring.
  rewrite -NE; move: D => D; rewrite sqD sqZ -scalemxAr mxtraceZ -[_ <= sq N]subr_le0.
  have -> : sq N + t * \tr (N^T *m D) *+ 2 + t ^+ 2 * sq D - sq N
          = t * (\tr (N^T *m D) *+ 2 + t * sq D) by ring.
  by rewrite pmulr_rle0.
have [t t0 h] := key V; have [t' t'0 h'] := key (- V).
move: h h'; set D := Pr W H.+1 l.+1 *m V *m Pr W l 0 *m X => h.
have -> : Pr W H.+1 l.+1 *m - V *m Pr W l 0 *m X = - D by rewrite /D mulmxN !mulNmx.
rewrite mulmxN n_tN -scaleN1r sqZ sqrrN expr1n mul1r => h'.
have : (t + t') * sq D <= 0.
  have := ler_add h h'; rewrite addr0; congr (_ <= _); ring.
rewrite pmulr_rle0 ?addr_gt0 // => D0; apply: sq_eq0.
by apply/eqP; rewrite eq_le D0 sq_ge0.
Qed.

Lemma flat_upd_max W l (V : 'M[R]_(d l.+1, d l)) : (l <= H)%N -> local_max X Y W ->
  exists2 t, t != 0 & local_max X Y (upd W V t).
Proof.
move=> lH lm0; have h := max_layer V lH lm0; have [e e0 lm] := lm0.
have e2 : 0 < e / 2%:R by rewrite divr_gt0 ?ltr0n.
have [t /andP[t0 _] nt] := upd_near H W V e2.
exists t; first by rewrite gt_eqF.
apply: (flat_ball_max e0 lm nt).
by rewrite /loss Pr_upd // mulmxDl -scalemxAl h scaler0 addr0.
Qed.

(* with positive widths a local maximum forces X = 0 *)
Lemma max_desc : (forall k, (1 <= k <= H.+1)%N -> (0 < d k)%N) ->
  forall m n, (n + m = H)%N -> forall W, local_max X Y W -> Pr W n 0 *m X = 0.
Proof.
move=> dpos.
have one k : (1 <= k <= H.+1)%N -> (const_mx 1 : 'cV[R]_(d k)) != 0.
  move/dpos=> dk; apply/eqP=> /matrixP/(_ (Ordinal dk) 0); rewrite !mxE.
  by apply/eqP; exact: oner_neq0.
elim=> [|m IH] n nm W lm; apply: row_test => v.
  rewrite addn0 in nm; subst n; have w0 := one H.+1 (leqnn _).
  apply: (mulmx_col0 w0); have := max_layer (const_mx 1 *m v) (leqnn H) lm.
  by rewrite Pr_id mul1mx -!mulmxA.
have nH : (n <= H)%N by rewrite -nm leq_addr.
have nmH : (n.+1 + m = H)%N by rewrite -nm addSnnS.
have w0 := one n.+1 (nH : (1 <= n.+1 <= H.+1)%N).
have [t t0 lm'] := flat_upd_max (const_mx 1 *m v) nH lm.
have := IH _ nmH _ lm'.
rewrite Pr_upd // Pr_id mul1mx mulmxDl (IH _ nmH _ lm) add0r -scalemxAl => /eqP.
rewrite scaler_eq0 (negbTE t0) /= -!mulmxA => /eqP.
by move/(mulmx_col0 w0).
Qed.

Theorem local_max_global_min W : local_max X Y W -> global_min X Y W.
Proof.
move=> lm; suff c W' : Pr W' H.+1 0 *m X = 0 by move=> W'; rewrite /loss !c.
case: (boolP [forall k : 'I_H.+1, (0 < d k.+1)%N]) => h.
  suff -> : X = 0 by rewrite mulmx0.
  rewrite -[X]mul1mx -(Pr_id W 0); apply: max_desc (add0n H) W lm => -[//|k] /= kH.
  exact: (forallP h (Ordinal (kH : (k < H.+1)%N))).
move: h; rewrite negb_forall => /existsP[[k kH]] /=; rewrite -eqn0Ngt => /eqP d0.
rewrite (@Pr_split _ _ _ 0 k.+1) //.
suff -> : Pr W' k.+1 0 = 0 by rewrite mulmx0 mul0mx.
by apply/matrixP=> i; have := leq_trans (ltn_ord i) (eq_leq d0).
Qed.

(* Theorem 2.3 (iii) *)
(* theorem-2.3.iii. For any X and Y. *)
Theorem theorem23_iii W : ~ global_min X Y W -> ~ local_min X Y W /\ ~ local_max X Y W.
Proof.
by move=> ng; split=> [/theorem23_ii_strong|/local_max_global_min].
Qed.
End Saddle.
