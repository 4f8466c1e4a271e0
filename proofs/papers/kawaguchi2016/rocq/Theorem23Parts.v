(* Theorem23Parts.v : Theorem 2.3 (i), (iii), (iv) and Corollary 2.4 collected, with    *)
(* eigenvalues of the Hessian matrix Hmat W (Hessian.v).  Theorem 2.3 (ii) enters  *)
(* only as the hypothesis h23ii of thm23_all.                                   *)
From mathcomp Require Import all_ssreflect all_algebra ring.
From mathcomp.real_closed Require Import mxtens.
From DeepLinear Require Import GeneralizedInverses Semidefinite MatrixRing Lemma44 Networks Variations CriticalPoints Lemma46 FullRank.
From DeepLinear Require Import Theorem23iv Corollary24 Theorem23i Theorem23iii Hessian.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Main.
Variables (R : realFieldType) (H : nat) (d : nat -> nat) (s : nat).
Variables (X : 'M[R]_(d 0%N, s)) (Y : 'M[R]_(d H.+1, s)).
Hypothesis H1 : (1 <= H)%N.
Hypothesis uX : X *m X^T \in unitmx.
Variables (U : 'M[R]_(d H.+1)) (lam : 'rV[R]_(d H.+1)).
Hypothesis UU : U^T *m U = 1%:M.
Hypothesis Sg_eq : Y *m X^T *m invmx (X *m X^T) *m X *m Y^T = U *m diag_mx lam *m U^T.
Hypothesis lam_dec : forall i j : 'I_(d H.+1), (i < j)%N -> lam 0 j < lam 0 i.

(* (iv): at a saddle point with rank(W_H..W_2) = p the Hessian has a negative eigenvalue *)
(* theorem-2.3.iv. With a negative eigenvalue of the Hessian matrix; its
   eigendecomposition is given. *)
Theorem thm23iv_eig (W : net R d) p
  (Q : 'M[R]_(npar d H.+1)) (mu : 'rV[R]_(npar d H.+1)) :
  (exists2 k, (1 <= k <= H)%N & p = d k) -> \rank (Bm W H) = p ->
  crit X Y W -> ~ global_min X Y W ->
  Q^T *m Q = 1%:M -> Hmat X Y W = Q *m diag_mx mu *m Q^T ->
  exists i, mu 0 i < 0.
Proof.
move=> hp hr hc ng QQ hQ; apply/(neg_eigenvalue QQ hQ).
exact: (thm23iv H1 uX UU Sg_eq lam_dec hp hr hc ng).
Qed.

Hypothesis nXY : X *m Y^T != 0.
Hypothesis hpos : hidden_pos d H.

(* full-rank critical points: global minimum, or strict saddle with smaller AND *)
(* larger values in every neighbourhood (no use of Theorem 2.3 (ii))            *)
Theorem full_rank_dichotomy (W : net R d) p :
  (exists2 k, (1 <= k <= H)%N & p = d k) -> \rank (Bm W H) = p -> crit X Y W ->
  global_min X Y W \/
  [/\ saddle X Y W, exists V, var2 X Y W V < 0 &
      forall e, 0 < e -> (exists2 W', near H e W W' & loss X Y W' < loss X Y W) /\
                         (exists2 W', near H e W W' & loss X Y W < loss X Y W')].
Proof.
move=> hp hr hc; case: (thm23iv_or H1 uX UU Sg_eq lam_dec hp hr hc) => [|[V hV]]; [by left | right].
have nX : X != 0 by apply: contraNneq nXY => ->; rewrite mul0mx.
have dy : (0 < d H.+1)%N by case/matrix0Pn: nXY => i [j _]; exact: leq_ltn_trans (ltn_ord j).
have lo := neg_decrease hc hV; have hi := crit_increase nX hpos hc dy.
split; [| by exists V | by move=> e e0; split; [exact: lo | exact: hi]].
by split=> //; [exact: not_local_min | exact: not_local_max].
Qed.

(* Theorem 2.3 (i), (iii), (iv) from (ii) *)
Theorem thm23_all :
  (forall W, local_min X Y W -> global_min X Y W) ->
  [/\ ~ convex_net (loss X Y) /\ ~ concave_net (loss X Y),
      forall W, crit X Y W -> ~ global_min X Y W -> saddle X Y W &
      forall W p, (exists2 k, (1 <= k <= H)%N & p = d k) -> \rank (Bm W H) = p ->
        saddle X Y W -> exists V, var2 X Y W V < 0].
Proof.
move=> h23ii; split.
- by split; [exact: thm23i_not_convex | exact: thm23i_not_concave].
- by move=> W; exact: thm23iii.
- move=> W p hp hr [hc nl _]; case: (thm23iv_or H1 uX UU Sg_eq lam_dec hp hr hc) => // g.
  by case: nl; exact: global_local.
Qed.
End Main.

(* Corollary 2.4, H >= 2: the Hessian MATRIX at W = 0 is zero, W = 0 is a saddle*)
(* corollary-2.4, H >= 2. The Hessian matrix at the zero network is zero. *)
Theorem cor24_H2_matrix (R : realFieldType) H (d : nat -> nat) s
  (X : 'M[R]_(d 0%N, s)) (Y : 'M[R]_(d H.+1, s)) :
  (2 <= H)%N -> X *m Y^T != 0 -> hidden_pos d H ->
  [/\ saddle X Y (net0 R d), ~ global_min X Y (net0 R d) & Hmat X Y (net0 R d) = 0].
Proof.
move=> H2 nXY hp; have [h1 h2 h3] := cor24_H2 nXY hp H2; split=> //.
exact/Hmat_eq0.
Qed.

(* H = 1: Theorem 2.3 (ii), (iii), (iv) WITHOUT any further hypothesis          *)
Theorem thm23_H1 (R : realFieldType) (d : nat -> nat) (s : nat)
  (X : 'M[R]_(d 0%N, s)) (Y : 'M[R]_(d 2%N, s)) (U : 'M[R]_(d 2%N)) (lam : 'rV[R]_(d 2%N)) :
  X *m X^T \in unitmx -> X *m Y^T != 0 -> (0 < d 1%N)%N -> U^T *m U = 1%:M ->
  Y *m X^T *m invmx (X *m X^T) *m X *m Y^T = U *m diag_mx lam *m U^T ->
  (forall i j : 'I_(d 2%N), (i < j)%N -> lam 0 j < lam 0 i) ->
  (forall W, @local_min R 1%N d s X Y W -> @global_min R 1%N d s X Y W) /\
  (forall W, @crit R 1%N d s X Y W -> ~ @global_min R 1%N d s X Y W ->
     @saddle R 1%N d s X Y W /\ exists V, @var2 R 1%N d s X Y W V < 0).
Proof.
move=> uX nXY d1 UU Sg_eq lam_dec.
have rk W : \rank (@Bm R d W 1) = d 1%N by rewrite /Bm Pr_id mxrank1.
have ex : exists2 k, (1 <= k <= 1)%N & d 1%N = d k by exists 1%N.
have hp : hidden_pos d 1 by case=> [|[|k]].
have ii W : @local_min R 1%N d s X Y W -> @global_min R 1%N d s X Y W.
  exact: (@thm23ii_case12 R 1%N d s X Y isT uX U lam UU Sg_eq lam_dec W _ ex (rk W)).
split=> // W hc ng; split.
  exact: (@thm23iii R 1%N d s X Y nXY hp ii W hc ng).
exact: (@thm23iv R 1%N d s X Y isT uX U lam UU Sg_eq lam_dec W _ ex (rk W) hc ng).
Qed.

(* non-vacuity: all hypotheses of (iv)/Cor 2.4 hold for H = 1, widths 1, X = Y = 1 *)
(* The hypotheses of Theorem 2.3 can be met. *)
Theorem sanity (R : realFieldType) :
  exists V, @var2 R 1%N (fun _ => 1%N) 1 1%:M 1%:M (net0 R (fun _ => 1%N)) V < 0.
Proof.
have e1 : (1%:M : 'M[R]_1) *m 1%:M^T = 1%:M by rewrite trmx1 mulmx1.
apply: (@cor24_H1 R (fun _ => 1%N) 1 1%:M 1%:M 1%:M (const_mx 1)).
- by rewrite e1 unitmx1.
- by rewrite trmx1 mulmx1.
- rewrite trmx1 !mulmx1 invmx1 !mulmx1 mul1mx; apply/matrixP=> i j.
  by rewrite !mxE mulrb; case: eqP.
- by move=> i j; rewrite !ord1 ltnn.
- apply/both0_crit; by [].
- move=> h; have := h (fun _ => 1%:M); rewrite /loss.
  have -> : Pr (net0 R (fun _ => 1%N)) 2 0 = 0 by rewrite Pr_S // mul0mx.
  have -> : Pr (fun _ => 1%:M : 'M[R]_1) 2 0 = 1%:M by rewrite !Pr_S // Pr_id !mulmx1.
  rewrite mul0mx mulmx1 subrr sub0r /sq mulmx0 mxtrace0 trmxN trmx1 mulNmx mulmxN opprK mulmx1.
  by rewrite mxtrace1 lern0.
Qed.
