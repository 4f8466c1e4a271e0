(* Polynomials in one variable near 0, and the dot product of matrices.         *)
From mathcomp Require Import all_ssreflect all_algebra ring.
From mathcomp.real_closed Require Import mxtens.
From DeepLinear Require Import GeneralizedInverses Semidefinite MatrixRing Squares Networks.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(* ---------- univariate polynomials near 0 ----------------------------------- *)
Section PolyLoc.
Variable R : realFieldType.
Implicit Types p q : {poly R}.

Lemma poly_ext p q : (forall t, p.[t] = q.[t]) -> p = q.
Proof.
move=> h; apply/eqP; rewrite -subr_eq0; apply/eqP.
apply: (@roots_geq_poly_eq0 _ _ [seq i%:R | i <- iota 0 (size (p - q))]).
- by apply/allP=> x _; rewrite rootE hornerD hornerN h subrr.
- by rewrite map_inj_uniq ?iota_uniq // => i j /eqP; rewrite eqr_nat => /eqP.
- by rewrite size_map size_iota.
Qed.

(* a nonzero polynomial has non-roots arbitrarily close to 0                    *)
Lemma poly_nonroot p (e : R) : p != 0 -> 0 < e ->
  exists t, [/\ 0 < t, t < e & p.[t] != 0].
Proof.
move=> p0 e0; pose f (n : nat) : R := e / n.+2%:R.
have fp n : 0 < f n by rewrite divr_gt0 ?ltr0n.
have fe n : f n < e by rewrite /f ltr_pdivr_mulr ?ltr0n // ltr_pmulr // ltr1n.
have fi : injective f.
  move=> i j /(mulfI (lt0r_neq0 e0)) /invr_inj /eqP; rewrite eqr_nat => /eqP [].
  by [].
have [/allP h|/allPn[_ /mapP[n _ ->] hn]] := boolP (all (root p) [seq f i | i <- iota 0 (size p)]).
  have := @roots_geq_poly_eq0 _ p [seq f i | i <- iota 0 (size p)].
  rewrite (introT allP h) map_inj_uniq // iota_uniq size_map size_iota leqnn.
  by move=> /(_ isT isT isT) e1; rewrite e1 eqxx in p0.
by exists (f n).
Qed.

Lemma poly_bound p t : `|t| <= 1 -> `|p.[t]| <= \sum_(i < size p) `|p`_i|.
Proof.
move=> t1; rewrite horner_coef; apply: le_trans (ler_norm_sum _ _ _) _.
by apply: ler_sum => i _; rewrite normrM ler_pimulr // normrX exprn_ile1.
Qed.

Lemma polyX_split p : exists2 q, p = q * 'X + (p`_0)%:P & forall i, q`_i = p`_i.+1.
Proof.
elim/poly_ind: p => [|q c _].
  by exists 0 => [|i]; rewrite ?coef0 // mul0r add0r polyC0.
exists q => [|i]; last by rewrite coefD coefMX coefC addr0.
by congr (_ + _%:P); rewrite coefD coefMX coefC eqxx add0r.
Qed.

Lemma poly_taylor2 p : exists r : {poly R}, forall t,
  p.[t] = p.[0] + t * p`_1 + t ^+ 2 * (p`_2 + t * r.[t]).
Proof.
have [q1 e1 h1] := polyX_split p; have [q2 e2 h2] := polyX_split q1.
have [q3 e3 h3] := polyX_split q2; exists q3 => t.
rewrite horner_coef0 {1}e1 hornerMXaddC e2 hornerMXaddC e3 hornerMXaddC.
by rewrite !(h1, h2); ring.
Qed.

Lemma pick_small (t0 K c : R) : 0 < t0 -> 0 <= K -> 0 < c ->
  exists t, [/\ 0 < t, t < t0, t <= 1 & t * K < c].
Proof.
move=> t0p K0 cp; have K1 : 0 < K + 1 by rewrite ltr_spaddr // ltr01.
pose t := Num.min (t0 / 2%:R) (Num.min 1 (c / (K + 1))).
have tp : 0 < t by rewrite !lt_minr ltr01 !divr_gt0 ?ltr0n.
exists t; split=> //.
- apply: (@le_lt_trans _ _ (t0 / 2%:R)); first by rewrite le_minl lexx.
  by rewrite ltr_pdivr_mulr ?ltr0n // mulr_natr mulr2n ltr_addl.
- by rewrite !le_minl lexx !orbT.
have : t <= c / (K + 1) by rewrite !le_minl lexx !orbT.
rewrite ler_pdivl_mulr // => h; apply: lt_le_trans h.
by rewrite ltr_pmul2l // ltr_addl ltr01.
Qed.

Lemma sumabs_ge0 p : 0 <= \sum_(i < size p) `|p`_i|.
Proof. by rewrite sumr_ge0. Qed.

(* p >= p(0) near 0  ==>  p'(0) = 0 and p''(0) >= 0 *)
Lemma poly_local p (t0 : R) : 0 < t0 -> (forall t, `|t| < t0 -> p.[0] <= p.[t]) ->
  p`_1 = 0 /\ 0 <= p`_2.
Proof.
move=> t0p h; have [r hr] := poly_taylor2 p.
pose K := \sum_(i < size r) `|r`_i|; have K0 : 0 <= K by exact: sumabs_ge0.
have bd t : `|t| <= 1 -> `|r.[t]| <= K by exact: poly_bound.
have {}h t : `|t| < t0 -> 0 <= t * p`_1 + t ^+ 2 * (p`_2 + t * r.[t]).
  by move/h; rewrite (hr t) -addrA ler_addl.
have one (x : R) (g : R -> R) (L : R) : 0 <= L -> (forall t, `|t| <= 1 -> `|g t| <= L) ->
    (forall t, 0 < t -> t < t0 -> 0 <= t * (x + t * g t)) -> 0 <= x.
  move=> L0 hL hg; apply: (@lin_ge0 _ x L t0) => // t tp tt t1.
  have := hg t tp tt; rewrite pmulr_rge0 // => /le_trans; apply.
  rewrite ler_add2l ler_pmul2l //; apply: le_trans (ler_norm _) (hL _ _).
  by rewrite gtr0_norm.
have bd2 (sg : R) : `|sg| = 1 -> forall t, `|t| <= 1 -> `|p`_2 + sg * (t * r.[sg * t])| <= `|p`_2| + K.
  move=> s1 t tt; apply: le_trans (ler_norm_add _ _) _; rewrite ler_add2l !normrM s1 mul1r.
  apply: (@le_trans _ _ `|r.[sg * t]|); first by rewrite ler_pimull.
  by apply: bd; rewrite normrM s1 mul1r.
have L0 : 0 <= `|p`_2| + K by rewrite addr_ge0.
have h1 : 0 <= p`_1.
  apply: (one _ _ _ L0 (bd2 1 (normr1 _))) => t tp tt.
  have := h t; rewrite gtr0_norm // => /(_ tt); rewrite !mul1r => hh.
  by apply: le_trans hh _; rewrite le_eqVlt; apply/orP; left; apply/eqP; ring.
have n1 : `|-1 : R| = 1 by rewrite normrN normr1.
have h1' : 0 <= - p`_1.
  apply: (one _ _ _ L0 (bd2 (-1) n1)) => t tp tt.
  have := h (- t); rewrite normrN gtr0_norm // => /(_ tt); rewrite !mulN1r.
  move: (r.[- t]) => z hh; apply: le_trans hh _; rewrite le_eqVlt; apply/orP; left; apply/eqP; ring.
have p10 : p`_1 = 0 by apply/eqP; rewrite eq_le h1 -oppr_ge0 h1'.
split=> //; apply: (one _ (fun t => r.[t]) K K0 bd) => t tp tt.
have := h t; rewrite gtr0_norm // => /(_ tt); rewrite p10 mulr0 add0r expr2 -mulrA.
by rewrite pmulr_rge0.
Qed.

(* p'(0) = 0 and p''(0) < 0  ==>  smaller values arbitrarily close to 0         *)
Lemma poly_neg p (t0 : R) : 0 < t0 -> p`_1 = 0 -> p`_2 < 0 ->
  exists t, [/\ 0 < t, t < t0 & p.[t] < p.[0]].
Proof.
move=> t0p p1 p2; have [r hr] := poly_taylor2 p.
have p2' : 0 < - p`_2 by rewrite oppr_gt0.
have [t [tp tt t1 tK]] := pick_small t0p (sumabs_ge0 r) p2'.
exists t; split=> //; rewrite (hr t) p1 mulr0 addr0 gtr_addl pmulr_rlt0 ?exprn_gt0 //.
rewrite -ltr_subr_addl sub0r; apply: le_lt_trans tK.
rewrite ler_pmul2l //; apply: le_trans (ler_norm _) _; apply: poly_bound.
by rewrite gtr0_norm.
Qed.

Lemma coef_sq1 p : (p ^+ 2)`_1 = p`_0 * p`_1 *+ 2.
Proof.
rewrite expr2 coefM !big_ord_recl big_ord0 /= addr0 mulr2n [p`_1 * _]mulrC.
by rewrite [X in _ + X]mulrC.
Qed.
Lemma coef_sq2 p : (p ^+ 2)`_2 = p`_1 ^+ 2 + p`_0 * p`_2 *+ 2.
Proof.
rewrite expr2 coefM !big_ord_recl big_ord0 /= /bump /=.
by move: (p`_0) (p`_1) (p`_2) => a b c; ring.
Qed.
End PolyLoc.

(* ---------- traces of A^T B --------------------------------------------------*)
Section Dot.
Variable R : realFieldType.
Lemma tr_dot m n (A B : 'M[R]_(m,n)) : \tr (A^T *m B) = \sum_j \sum_i A i j * B i j.
Proof.
rewrite /mxtrace; apply: eq_bigr => j _; rewrite mxE.
by apply: eq_bigr => i _; rewrite mxE.
Qed.
Lemma sqE m n (A : 'M[R]_(m,n)) : sq A = \sum_j \sum_i A i j ^+ 2.
Proof. by rewrite /sq tr_dot; apply: eq_bigr => j _; apply: eq_bigr => i _; rewrite expr2. Qed.
Lemma sq_gt0 m n (A : 'M[R]_(m,n)) : A != 0 -> 0 < sq A.
Proof. by move=> nA; rewrite lt_def sq_ge0 andbT; apply: contra nA => /eqP/sq_eq0 ->. Qed.
Lemma tr0_mul m n (M : 'M[R]_(m,n)) : (forall V : 'M[R]_(n,m), \tr (M *m V) = 0) -> M = 0.
Proof. by move=> h; apply: trmx_inj; rewrite trmx0; apply: sq_eq0; rewrite /sq trmxK h. Qed.
Lemma le_sum_abs m n (V : 'M[R]_(m,n)) i j : `|V i j| <= \sum_i \sum_j `|V i j|.
Proof.
rewrite (bigD1 i) //= (bigD1 j) //= -addrA ler_addl addr_ge0 //.
  by rewrite sumr_ge0.
by rewrite sumr_ge0 // => k _; rewrite sumr_ge0.
Qed.
End Dot.
