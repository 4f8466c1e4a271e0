(* Networks.v : everything for ALL depths H and ALL widths d, starting from the *)
(* definition of a local minimum of the loss (no derivative library needed).    *)
(* Indexing: W k : d k.+1 x d k is the paper's W_{k+1};  layers 0..H.           *)
From mathcomp Require Import all_ssreflect all_algebra ring.
From mathcomp.real_closed Require Import mxtens.
From DeepLinear Require Import GeneralizedInverses Semidefinite MatrixRing Squares.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Prod.
Variables (R : realFieldType) (d : nat -> nat).
Definition net := forall k, 'M[R]_(d k.+1, d k).
Implicit Types W V : net.

(* Pr W j i = W (j-1) *m ... *m W i, identity if i = j (paper's convention)     *)
Fixpoint Pr W j i : 'M[R]_(d j, d i) :=
  if j is j'.+1 then
    if i == j'.+1 then conform_mx 0 (1%:M : 'M[R]_(d i)) else W j' *m Pr W j' i
  else conform_mx 0 (1%:M : 'M[R]_(d i)).

(* notation. The empty product is the identity. *)
Lemma Pr_id W j : Pr W j j = 1%:M.
Proof. by case: j => [|j] /=; rewrite ?eqxx conform_mx_id. Qed.

Lemma Pr_S W j i : (i <= j)%N -> Pr W j.+1 i = W j *m Pr W j i.
Proof. by move=> h /=; rewrite ltn_eqF. Qed.

Lemma Pr_1 W j : Pr W j.+1 j = W j.
Proof. by rewrite Pr_S // Pr_id mulmx1. Qed.

Lemma Pr_split W i k j : (i <= k)%N -> (k <= j)%N -> Pr W j i = Pr W j k *m Pr W k i.
Proof.
move=> ik; elim: j => [|j IH].
  by rewrite leqn0 => /eqP k0; move: ik; rewrite k0 leqn0 => /eqP ->; rewrite Pr_id mulmx1.
rewrite leq_eqVlt => /orP[/eqP->|]; first by rewrite Pr_id mul1mx.
rewrite ltnS => kj; rewrite !Pr_S ?(leq_trans ik) // IH // mulmxA.
by [].
Qed.

Lemma Pr_ext W V i j : (i <= j)%N -> (forall k, (i <= k < j)%N -> W k = V k) ->
  Pr W j i = Pr V j i.
Proof.
elim: j => [|j IH]; first by rewrite leqn0 => /eqP -> _; rewrite !Pr_id.
rewrite leq_eqVlt => /orP[/eqP -> _|]; first by rewrite !Pr_id.
rewrite ltnS => ij h; rewrite !Pr_S // h ?ij ?leqnn // IH // => k /andP[ik kj].
by apply: h; rewrite ik ltnS ltnW.
Qed.
End Prod.
Arguments Pr : simpl never.

Section Replaced.
Variables (R : realFieldType) (d : nat -> nat).
Implicit Types W : net R d.
(* W with the layer l replaced by W l + t V.                                     *)
Definition upd W l (V : 'M[R]_(d l.+1, d l)) (t : R) : net R d :=
  fun k => if k == l then W k + t *: conform_mx 0 V else W k.

Lemma upd_at W l V t : upd W V t l = W l + t *: V.
Proof. by rewrite /upd eqxx conform_mx_id. Qed.

Lemma upd_ne W l (V : 'M[R]_(d l.+1, d l)) t k : k != l -> upd W V t k = W k.
Proof. by rewrite /upd => /negbTE ->. Qed.
End Replaced.

(* ---------- a polynomial that is >= 0 near 0 -------------------------------  *)
Section Poly.
Variable R : realFieldType.
Implicit Types a b c : R.


Lemma lin_ge0 (x y t0 : R) : 0 < t0 -> 0 <= y ->
  (forall t, 0 < t -> t < t0 -> t <= 1 -> 0 <= x + t * y) -> 0 <= x.
Proof.
move=> t0p y0 h; apply/ler_addgt0Pr => e ep.
have y1 : 0 < y + 1 by rewrite ltr_spaddr // ltr01.
pose t := Num.min (t0 / 2%:R) (Num.min 1 (e / (y + 1))).
have tp : 0 < t by rewrite !lt_minr ltr01 !divr_gt0 ?ltr0n.
have tt0 : t < t0.
  apply: (@le_lt_trans _ _ (t0 / 2%:R)); first by rewrite le_minl lexx.
  by rewrite ltr_pdivr_mulr ?ltr0n // mulr_natr mulr2n ltr_addl.
have t1 : t <= 1 by rewrite !le_minl lexx !orbT.
apply: (le_trans (h t tp tt0 t1)); rewrite ler_add2l.
have te : t <= e / (y + 1) by rewrite !le_minl lexx !orbT.
move: te; rewrite ler_pdivl_mulr // => te; apply: le_trans te.
by rewrite ler_pmul2l // ler_addl ler01.
Qed.

Lemma n3 (b c e t : R) : 0 < t -> t <= 1 ->
  b + t * c + t ^+ 2 * e <= `|b| + `|c| + `|e|.
Proof.
move=> t0 t1; have tn : `|t| <= 1 by rewrite gtr0_norm.
have bd (s z : R) : `|s| <= 1 -> s * z <= `|z|.
  move=> s1; apply: (le_trans (ler_norm _)); rewrite normrM.
  by rewrite ler_pimull.
apply: ler_add; last by apply: bd; rewrite normrX exprn_ile1.
by apply: ler_add; [exact: ler_norm | exact: bd].
Qed.

(* t*a + t^2*b + t^3*c + t^4*e >= 0 for |t| < t0  ==>  a = 0 and b >= 0         *)
Lemma local_quartic (t0 a b c e : R) : 0 < t0 ->
  (forall t, `|t| < t0 -> 0 <= t * a + t ^+ 2 * b + t ^+ 3 * c + t ^+ 4 * e) ->
  a = 0 /\ 0 <= b.
Proof.
move=> t0p h.
have one (x b' c' e' : R) :
  (forall t, 0 < t -> t < t0 -> 0 <= t * (x + t * (b' + t * c' + t ^+ 2 * e'))) -> 0 <= x.
  move=> hx; apply: (@lin_ge0 x (`|b'| + `|c'| + `|e'|) t0) => //.
    by rewrite !addr_ge0.
  move=> t tp tt t1; have := hx t tp tt; rewrite pmulr_rge0 // => /le_trans; apply.
  by rewrite ler_add2l ler_pmul2l // n3.
have ha : 0 <= a.
  apply: (one a b c e) => t tp tt; have := h t; rewrite gtr0_norm // => /(_ tt).
  by congr (_ <= _); ring.
have ha' : 0 <= - a.
  apply: (one (- a) b (- c) e) => t tp tt; have := h (- t).
  rewrite normrN gtr0_norm // => /(_ tt); by congr (_ <= _); ring.
have a0 : a = 0 by apply/eqP; rewrite eq_le ha -oppr_ge0 ha'.
split=> //; apply: (one b c e 0) => t tp tt; have := h t.
rewrite gtr0_norm // => /(_ tt); rewrite a0.
have -> : t * 0 + t ^+ 2 * b + t ^+ 3 * c + t ^+ 4 * e
        = t * (t * (b + t * (c + t * e + t ^+ 2 * 0))) by ring.
by rewrite pmulr_rge0.
Qed.
End Poly.

(* ---------- Appendix D: f(w) = 2w^2 + w^3 ----------------------------------  *)
Section AppD.
Variable R : realFieldType.
Let f (w : R) : R := 2%:R * w ^+ 2 + w ^+ 3.

Lemma appD_local_min : exists2 e : R, 0 < e & forall w, `|w| < e -> f 0 <= f w.
Proof.
exists 2%:R; first by rewrite ltr0n.
move=> w; rewrite ltr_norml => /andP[w2 _].
have -> : f 0 = 0 by rewrite /f; ring.
have -> : f w = w ^+ 2 * (2%:R + w) by rewrite /f; ring.
by rewrite mulr_ge0 ?sqr_ge0 // -ler_subl_addl sub0r ltW.
Qed.

Lemma appD_not_global : exists w, f w < f 0.
Proof.
exists (- 3%:R); have -> : f 0 = 0 by rewrite /f; ring.
have -> : f (- 3%:R) = - 9%:R by rewrite /f; ring.
by rewrite oppr_lt0 ltr0n.
Qed.

(* W3 W2 W1 as matrices, as in the paper *)
Lemma appD_net (w : R) :
  let W1 : 'M[R]_(3,1) := const_mx w in
  let W2 : 'M[R]_(1,3) := \row_j (if j == 2%N :> nat then w else 1) in
  let W3 : 'M[R]_1 := const_mx w in
  (W3 *m W2 *m W1) 0 0 = f w.
Proof.
by rewrite /= !mxE !big_ord_recl big_ord0 !mxE !big_ord_recl !big_ord0 !mxE /= /f; ring.
Qed.

Lemma appD_linear_no_local_min (a e : R) : 0 < e -> exists2 b, `|b - a| < e & b < a.
Proof.
move=> ep; exists (a - e / 2%:R).
  rewrite [a - _]addrC addrK normrN gtr0_norm ?divr_gt0 ?ltr0n //.
  by rewrite ltr_pdivr_mulr ?ltr0n // mulr_natr mulr2n ltr_addl.
by rewrite ltr_subl_addl ltr_addr divr_gt0 ?ltr0n.
Qed.
End AppD.
