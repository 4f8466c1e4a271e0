(* Deficient.v : the rank-deficient case (Case III of the proof of Theorem       *)
(* 2.3(ii)).  If W is a local minimum and rank (W_{H+1}..W_1) is smaller than   *)
(* every hidden width, then (Pi X - Y) X^T = 0.  No assumption on X, Y.         *)
From mathcomp Require Import all_ssreflect all_algebra ring.
From mathcomp.real_closed Require Import mxtens.
From DeepLinear Require Import GeneralizedInverses Semidefinite MatrixRing Lemma44 Networks CriticalPoints FlatMoves.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(* ---------- small linear algebra over a field ------------------------------- *)
Section LinAlg.
Variable F : fieldType.

(* a matrix that is not row-free kills some nonzero row vector                  *)
Lemma row_kernel m n (A : 'M[F]_(m,n)) : (\rank A < m)%N ->
  exists2 x : 'rV[F]_m, x != 0 & x *m A = 0.
Proof.
move=> h; have : kermx A != 0.
  by rewrite -mxrank_eq0 mxrank_ker -lt0n subn_gt0.
by case/rowV0Pn=> x /sub_kermxP xA x0; exists x.
Qed.

(* a matrix whose columns are dependent kills some nonzero column vector        *)
Lemma col_kernel m n (A : 'M[F]_(m,n)) : ~~ row_full A ->
  exists2 w : 'cV[F]_n, w != 0 & A *m w = 0.
Proof.
move=> h; have : (\rank A^T < n)%N.
  by rewrite mxrank_tr ltn_neqAle rank_leq_col andbT.
case/row_kernel=> x x0 xA; exists x^T.
  by apply: contra x0 => /eqP e; rewrite -[x]trmxK e trmx0.
by rewrite -[A]trmxK -trmx_mul xA trmx0.
Qed.

(* cancelling a nonzero row vector on the right / column vector on the left     *)
Lemma mulmx_row0 m n (c : 'M[F]_(m,1)) (x : 'rV[F]_n) : x != 0 -> c *m x = 0 -> c = 0.
Proof.
move=> x0; have fx : row_free x by rewrite /row_free rank_rV x0.
by rewrite -(mul0mx _ x) => /(row_free_inj fx).
Qed.

Lemma mulmx_col0 m n (w : 'cV[F]_m) (y : 'M[F]_(1,n)) : w != 0 -> w *m y = 0 -> y = 0.
Proof.
move=> w0 h; apply: trmx_inj; rewrite trmx0; apply: (@mulmx_row0 _ _ _ w^T).
  by apply: contra w0 => /eqP e; rewrite -[w]trmxK e trmx0.
by rewrite -trmx_mul h trmx0.
Qed.

(* testing a matrix against all row / column vectors *)
Lemma row_test m n (M : 'M[F]_(m,n)) : (forall v : 'rV[F]_m, v *m M = 0) -> M = 0.
Proof. by move=> h; apply/row_matrixP=> i; rewrite rowE h row0. Qed.

Lemma col_test m n (M : 'M[F]_(m,n)) : (forall u : 'cV[F]_n, M *m u = 0) -> M = 0.
Proof.
move=> h; apply: trmx_inj; rewrite trmx0; apply: row_test => v.
by apply: trmx_inj; rewrite trmx_mul trmxK h trmx0.
Qed.
End LinAlg.

Section Deficient.
Variables (R : realFieldType) (H : nat) (d : nat -> nat) (s : nat).
Variables (X : 'M[R]_(d 0%N, s)) (Y : 'M[R]_(d H.+1, s)).
Hypothesis H1 : (1 <= H)%N.
Implicit Types W : net R d.

(* E^T in the paper's notation:  E = (Pi X - Y) X^T *)
Let Et W := X *m res X Y W.

(* alpha = b+1 : A_alpha injective, A_j not injective for 1 <= j < alpha, and   *)
(* rank Pi below every hidden width                                             *)
Definition cond b W :=
  [/\ row_full (Pr W H.+1 b.+1),
      forall j, (1 <= j <= b)%N -> ~~ row_full (Pr W H.+1 j)
    & forall k, (1 <= k <= H)%N -> (\rank (Pr W H.+1 0) < d k)%N].

(* ---------- base:  E (W_{alpha-1}..W_1)^T = 0  ------------------------------ *)
Lemma def_base b W : (b <= H)%N -> local_min X Y W -> cond b W ->
  Pr W b 0 *m Et W = 0.
Proof.
rewrite leq_eqVlt => /orP[/eqP -> lm _|bH lm [full _ rk]].
  by have := layer_stationary H1 (leqnn H) lm; rewrite Pr_id mulmx1.
(* alpha = b+1 <= H *)
have AE : Pr W H.+1 b.+1 = W H *m Pr W H b.+1 by rewrite Pr_S.
have [Q QN] : exists Q, Q *m Pr W H b.+1 = 1%:M.
  by have /row_fullP[L hL] := full; exists (L *m W H); rewrite -mulmxA -AE.
have [x x0 xP] : exists2 x : 'rV[R]_(d b.+1), x != 0 & x *m Pr W b.+1 0 = 0.
  apply: row_kernel; have := rk b.+1 bH.
  by rewrite (@Pr_split _ _ _ 0 b.+1 H.+1) ?ltnS ?(ltnW bH) // (eqmxMfull _ full).
apply: col_test => u.
(* flat move in the last layer, along u x Q *)
have fl : Pr W H.+1 H.+1 *m (u *m x *m Q) *m Pr W H 0 = 0.
  rewrite Pr_id mul1mx (@Pr_split _ _ _ 0 b.+1 H) // mulmxA -[u *m x *m Q *m _]mulmxA.
  by rewrite QN mulmx1 -mulmxA xP mulmx0.
have [t t0 lm'] := flat_upd (leqnn H) lm fl.
have := layer_stationary H1 (ltnW bH) lm'.
have -> : res X Y (upd W (u *m x *m Q) t) = res X Y W.
  by rewrite /res Pr_upd // fl scaler0 addr0.
rewrite Pr_upd_lo ?(ltnW bH) // Pr_upd // Pr_id mul1mx -[u *m x *m Q *m _]mulmxA QN mulmx1.
rewrite mulmxDr (layer_stationary H1 (ltnW bH) lm) add0r -scalemxAr => /eqP.
rewrite scaler_eq0 (negbTE t0) /= [X in X == 0]mulmxA => /eqP.
exact: mulmx_row0 x0.
Qed.

(* ---------- descent: remove the lower layers one at a time ------------------ *)
Lemma def_desc b : (b <= H)%N -> forall m n, (n + m = b)%N ->
  forall W, local_min X Y W -> cond b W -> Pr W n 0 *m Et W = 0.
Proof.
move=> bH; elim=> [|m IH] n nm W lm cW.
  by rewrite addn0 in nm; rewrite nm; exact: def_base.
have nb : (n < b)%N by rewrite -nm addnS ltnS leq_addr.
have nH : (n < H)%N := leq_trans nb bH.
have nmb : (n.+1 + m = b)%N by rewrite -nm addSnnS.
have [full nfull rk] := cW.
have [w w0 Aw] := col_kernel (nfull n.+1 nb).
apply: row_test => v.
(* flat move in layer n along w v ; it changes no product Pr W H.+1 j           *)
have [t t0 lm'] : exists2 t, t != 0 & local_min X Y (upd W (w *m v) t).
  by apply: (flat_upd (ltnW nH) lm); rewrite mulmxA Aw !mul0mx.
have same j : (j <= H.+1)%N -> Pr (upd W (w *m v) t) H.+1 j = Pr W H.+1 j.
  move=> jH; case: (leqP j n) => jn; last by rewrite Pr_upd_hi.
  by rewrite Pr_upd ?ltnS ?(ltnW nH) // mulmxA Aw !mul0mx scaler0 addr0.
have cW' : cond b (upd W (w *m v) t).
  split=> [|j /andP[j1 jb]|k kH]; rewrite same //.
    by apply: nfull; rewrite j1.
    by rewrite (leq_trans jb) // (leq_trans bH).
  exact: rk.
have eE : Et (upd W (w *m v) t) = Et W by rewrite /Et /res same.
have := IH _ nmb _ lm' cW'.
rewrite eE Pr_upd // Pr_id mul1mx mulmxDl (IH _ nmb _ lm cW) add0r.
rewrite -scalemxAl => /eqP; rewrite scaler_eq0 (negbTE t0) /= -!mulmxA => /eqP.
by move/(mulmx_col0 w0).
Qed.

(* ---------- Proposition 1 ----------------------------------------------------*)
(* appendix-b1-deficient. Case III, without the perturbations of the paper. *)
Theorem deficient_stationary W : local_min X Y W ->
  (forall k, (1 <= k <= H)%N -> (\rank (Pr W H.+1 0) < d k)%N) ->
  X *m res X Y W = 0.
Proof.
move=> lm rk.
pose q k := row_full (Pr W H.+1 k.+1).
have ex : exists k, q k by exists H; rewrite /q Pr_id row_full_unit unitmx1.
case: (ex_minnP ex) => b qb bmin.
have bH : (b <= H)%N by apply: bmin; rewrite /q Pr_id row_full_unit unitmx1.
have cW : cond b W.
  split=> // -[//|j] /= jb; apply/negP=> /bmin; by rewrite leqNgt jb.
by have := def_desc bH (add0n b) lm cW; rewrite Pr_id mul1mx.
Qed.

Theorem deficient_global W : local_min X Y W ->
  (forall k, (1 <= k <= H)%N -> (\rank (Pr W H.+1 0) < d k)%N) ->
  global_min X Y W.
Proof. by move=> lm rk; apply: Xr0_global; exact: deficient_stationary. Qed.

(* Corollary: no bottleneck (every hidden width >= min(d_x,d_y)) => every       *)
(* local minimum is global, for ALL data X, Y.                                  *)
Theorem no_bottleneck_global W :
  (forall k, (1 <= k <= H)%N -> (minn (d 0%N) (d H.+1) <= d k)%N) ->
  local_min X Y W -> global_min X Y W.
Proof.
move=> wide lm; apply: Xr0_global.
case: (ltnP (\rank (Pr W H.+1 0)) (minn (d 0%N) (d H.+1))) => [lt|].
  by apply: deficient_stationary => // k kH; apply: leq_trans lt (wide k kH).
rewrite geq_min => /orP[hx|hy].
  (* W_H..W_1 injective *)
  have f : row_full (Pr W H 0).
    rewrite /row_full eqn_leq rank_leq_col /= (leq_trans hx) // Pr_S //.
    exact: mxrankM_maxr.
  have := layer_stationary H1 (leqnn H) lm; rewrite Pr_id mulmx1 -(mulmx0 _ (Pr W H 0)).
  by move/(row_full_inj f).
(* W_{H+1}..W_2 surjective *)
have f : row_free (Pr W H.+1 1).
  rewrite /row_free eqn_leq rank_leq_row /= (leq_trans hy) //.
  by rewrite (@Pr_split _ _ _ 0 1) //; exact: mxrankM_maxl.
have := layer_stationary H1 (leq0n H) lm; rewrite Pr_id mul1mx -(mul0mx _ (Pr W H.+1 1)).
by move/(row_free_inj f).
Qed.
End Deficient.
