(* Derivatives.v : the derivative by a matrix, as a limit over any ordered field. *)
(* The derivative of a column f by vec(W^T) is the matrix J for which             *)
(* f(W + V) = f(W) + J vec(V^T) + o(V): `derivative f W (fun V => J *m vec V^T)`. *)
(* It is unique; the rules say how sums, products and traces are differentiated.  *)
From mathcomp Require Import all_ssreflect all_algebra ring.
From mathcomp.real_closed Require Import mxtens.
From DeepLinear Require Import MatrixRing Squares Vectors.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(* ---------- derivatives ----------------------------------------------------- *)
Section Derivatives.
Variable R : realFieldType.

Definition norm1 m n (M : 'M[R]_(m, n)) : R := \sum_i \sum_j `|M i j|.
(* notation. f(W + V) = f(W) + L(V) + o(V), where L is linear. *)
Definition derivative p q n (f : 'M[R]_(p, q) -> 'M[R]_(n, 1)) W (L : 'M[R]_(p, q) -> 'M[R]_(n, 1)) :=
  forall e : R, 0 < e -> exists2 t : R, 0 < t &
    forall V, norm1 V < t -> norm1 (f (W + V) - f W - L V) <= e * norm1 V.

Lemma norm_ge0 m n (M : 'M[R]_(m, n)) : 0 <= norm1 M.
Proof. by apply: sumr_ge0 => i _; apply: sumr_ge0 => j _; exact: normr_ge0. Qed.
Lemma norm_entry m n (M : 'M[R]_(m, n)) i j : `|M i j| <= norm1 M.
Proof.
rewrite /norm1 (bigD1 i) //= (bigD1 j) //= -addrA ler_addl addr_ge0 //.
  by apply: sumr_ge0.
by apply: sumr_ge0 => k _; apply: sumr_ge0.
Qed.
Lemma norm_add m n (M N : 'M[R]_(m, n)) : norm1 (M + N) <= norm1 M + norm1 N.
Proof.
rewrite /norm1 -big_split; apply: ler_sum => i _; rewrite -big_split; apply: ler_sum => j _.
by rewrite mxE ler_norm_add.
Qed.
Lemma norm_scale m n s (M : 'M[R]_(m, n)) : norm1 (s *: M) = `|s| * norm1 M.
Proof.
rewrite /norm1 mulr_sumr; apply: eq_bigr => i _; rewrite mulr_sumr; apply: eq_bigr => j _.
by rewrite mxE normrM.
Qed.
Lemma norm_opp m n (M : 'M[R]_(m, n)) : norm1 (- M) = norm1 M.
Proof. by rewrite -scaleN1r norm_scale normrN1 mul1r. Qed.
Lemma norm_zero m n : norm1 (0 : 'M[R]_(m, n)) = 0.
Proof. by rewrite -(scale0r (0 : 'M[R]_(m, n))) norm_scale normr0 mul0r. Qed.
Lemma norm_sum (I : Type) (s : seq I) m n (F : I -> 'M[R]_(m, n)) :
  norm1 (\sum_(i <- s) F i) <= \sum_(i <- s) norm1 (F i).
Proof.
elim: s => [|i s IH]; first by rewrite !big_nil norm_zero.
by rewrite !big_cons; apply: le_trans (norm_add _ _) _; rewrite ler_add2l.
Qed.
Lemma norm_mul k m n (M : 'M[R]_(k, m)) (N : 'M[R]_(m, n)) : norm1 (M *m N) <= norm1 M * norm1 N.
Proof.
rewrite {1}/norm1 (_ : norm1 M * _ = \sum_i (\sum_j `|M i j|) * norm1 N); last by rewrite mulr_suml.
apply: ler_sum => i _; apply: (@le_trans _ _ (\sum_j \sum_l `|M i l| * `|N l j|)).
  apply: ler_sum => j _; rewrite mxE; apply: le_trans (ler_norm_sum _ _ _) _.
  by apply: ler_sum => l _; rewrite normrM.
rewrite exchange_big mulr_suml; apply: ler_sum => l _; rewrite -mulr_sumr; apply: ler_wpmul2l => //.
rewrite /norm1 (bigD1 l) //= ler_addl; apply: sumr_ge0 => a _; exact: sumr_ge0.
Qed.

Definition lin p q m n (L : 'M[R]_(p, q) -> 'M[R]_(m, n)) :=
  forall s U V, L (s *: U + V) = s *: L U + L V.
Section Lin.
Variables (p q m n : nat) (L : 'M[R]_(p, q) -> 'M[R]_(m, n)).
Hypothesis lL : lin L.
Lemma lin0 : L 0 = 0.
Proof. by have := lL (-1) 0 0; rewrite scaler0 addr0 scaleN1r addNr. Qed.
Lemma linZ s V : L (s *: V) = s *: L V.
Proof. by have := lL s V 0; rewrite lin0 !addr0. Qed.
Lemma linD U V : L (U + V) = L U + L V.
Proof. by have := lL 1 U V; rewrite !scale1r. Qed.
Lemma lin_sum (I : Type) (s : seq I) (F : I -> 'M[R]_(p, q)) :
  L (\sum_(i <- s) F i) = \sum_(i <- s) L (F i).
Proof.
elim: s => [|i s IH]; first by rewrite !big_nil lin0.
by rewrite !big_cons linD IH.
Qed.
Lemma lin_bounded : exists2 B : R, 0 <= B & forall V, norm1 (L V) <= B * norm1 V.
Proof.
exists (\sum_i \sum_j norm1 (L (delta_mx i j))).
  by apply: sumr_ge0 => i _; apply: sumr_ge0 => j _; exact: norm_ge0.
move=> V; rewrite {1}(matrix_sum_delta V) lin_sum mulr_suml.
apply: le_trans (norm_sum _ _) _; apply: ler_sum => i _.
rewrite lin_sum mulr_suml; apply: le_trans (norm_sum _ _) _; apply: ler_sum => j _.
by rewrite linZ norm_scale mulrC ler_wpmul2l ?norm_ge0 ?norm_entry.
Qed.
End Lin.

(* A linear part, and a rest that is at most C |V|^2 near zero.                 *)
Definition smooth p q m n (f : 'M[R]_(p, q) -> 'M[R]_(m, n)) W L :=
  lin L /\ exists2 C : R, 0 <= C & forall V, norm1 V <= 1 ->
    norm1 (f (W + V) - f W - L V) <= C * (norm1 V * norm1 V).

Section Rules.
Variables (p q : nat).
Implicit Types (W V : 'M[R]_(p, q)).

Lemma smooth_derivative n (f : 'M[R]_(p, q) -> 'M[R]_(n, 1)) W L : smooth f W L -> derivative f W L.
Proof.
case=> _ [C C0 h] e e0; have c1 : 0 < C + 1 := ltr_paddl C0 ltr01.
exists (Num.min 1 (e / (C + 1))); first by rewrite lt_minr ltr01 divr_gt0.
move=> V; rewrite lt_minr => /andP[v1 ve]; apply: le_trans (h V (ltW v1)) _.
rewrite mulrA ler_wpmul2r ?norm_ge0 //; move: ve; rewrite ltr_pdivl_mulr // => /ltW.
by rewrite mulrC; apply: le_trans; rewrite ler_wpmul2r ?norm_ge0 // ler_addl ler01.
Qed.
Lemma s_ext m n (f g : 'M[R]_(p, q) -> 'M[R]_(m, n)) W L M : (forall V, f V = g V) ->
  (forall V, L V = M V) -> smooth f W L -> smooth g W M.
Proof.
move=> e k [l [C C0 h]]; split=> [s U V|]; first by rewrite -!k l.
by exists C => // V v; rewrite -!e -k; exact: h.
Qed.
Lemma s_id W : smooth (fun V : 'M[R]_(p, q) => V) W (fun V => V).
Proof.
split=> [//|]; exists 0 => // V _; by rewrite [W + V]addrC addrK subrr norm_zero mul0r.
Qed.
Lemma s_const m n (A : 'M[R]_(m, n)) W : smooth (fun _ : 'M[R]_(p, q) => A) W (fun _ => 0).
Proof.
split=> [s U V|]; first by rewrite scaler0 addr0.
by exists 0 => // V _; rewrite subr0 subrr norm_zero mul0r.
Qed.
Lemma s_lin m n a b (F : 'M[R]_(m, n) -> 'M[R]_(a, b)) (f : 'M[R]_(p, q) -> 'M[R]_(m, n)) W L :
  lin F -> smooth f W L -> smooth (fun V => F (f V)) W (fun V => F (L V)).
Proof.
move=> lF [lL [C C0 h]]; split=> [s U V|]; first by rewrite lL lF.
have [B B0 b'] := lin_bounded lF; exists (B * C); first exact: mulr_ge0.
move=> V v; have -> : F (f (W + V)) - F (f W) - F (L V) = F (f (W + V) - f W - L V).
  have lN M : F (- M) = - F M by rewrite -scaleN1r (linZ lF) scaleN1r.
  by rewrite !(linD lF) !lN.
by apply: le_trans (b' _) _; rewrite -mulrA ler_wpmul2l // h.
Qed.
Lemma s_add m n (f g : 'M[R]_(p, q) -> 'M[R]_(m, n)) W L M :
  smooth f W L -> smooth g W M -> smooth (fun V => f V + g V) W (fun V => L V + M V).
Proof.
case=> lL [C C0 h] [lM [D D0 k]]; split=> [s U V|].
  by rewrite lL lM scalerDr !addrA; congr (_ + _); rewrite addrAC.
exists (C + D); first exact: addr_ge0.
move=> V v; rewrite mulrDl; apply: le_trans (ler_add (h V v) (k V v)).
apply: le_trans _ (norm_add _ _); rewrite le_eqVlt; apply/orP; left; apply/eqP; congr norm1.
by mxring.
Qed.
Section Bilinear.
Variables (m n a b c d : nat) (B : 'M[R]_(m, n) -> 'M[R]_(a, b) -> 'M[R]_(c, d)).
Hypothesis lB : forall y, lin (B ^~ y).
Hypothesis rB : forall x, lin (B x).
Hypothesis bB : forall x y, norm1 (B x y) <= norm1 x * norm1 y.
Lemma s_bilinear f g W L M : smooth f W L -> smooth g W M ->
  smooth (fun V : 'M[R]_(p, q) => B (f V) (g V)) W (fun V => B (L V) (g W) + B (f W) (M V)).
Proof.
case=> lL [C C0 h] [lM [D D0 k]]; split=> [s U V|].
  by rewrite lL lM lB rB scalerDr !addrA; congr (_ + _); rewrite addrAC.
have [E E0 e] := lin_bounded lL; have [F F0 f'] := lin_bounded lM.
exists (E * F + C * (norm1 (g W) + F + D) + (norm1 (f W) + E) * D).
  by rewrite !addr_ge0 ?mulr_ge0 ?addr_ge0 ?norm_ge0.
move=> V v; set x := L V; set y := M V.
set r := f (W + V) - f W - x; set s := g (W + V) - g W - y.
have -> : f (W + V) = f W + x + r by rewrite /r; mxring.
have -> : g (W + V) = g W + y + s by rewrite /s; mxring.
have -> : B (f W + x + r) (g W + y + s) - B (f W) (g W) - (B x (g W) + B (f W) y) =
  B x y + B r (g W + y + s) + B (f W + x) s.
  rewrite !(linD (lB _)) !(linD (rB _)); mxring.
have n0 := norm_ge0 V; set t := norm1 V in v n0 *.
have hx : norm1 x <= E * t by exact: e.
have hy : norm1 y <= F * t by exact: f'.
have hr : norm1 r <= C * (t * t) by exact: h.
have hs : norm1 s <= D * (t * t) by exact: k.
have tt : t * t <= t by rewrite -[leRHS]mulr1 ler_wpmul2l.
have y1 : norm1 y <= F by apply: le_trans hy _; rewrite -[leRHS]mulr1 ler_wpmul2l.
have x1 : norm1 x <= E by apply: le_trans hx _; rewrite -[leRHS]mulr1 ler_wpmul2l.
have s1 : norm1 s <= D.
  by apply: le_trans hs _; rewrite -[leRHS]mulr1 ler_wpmul2l // (le_trans tt).
apply: le_trans (norm_add _ _) _; rewrite [leRHS]mulrDl; apply: ler_add; first
  (apply: le_trans (norm_add _ _) _; rewrite [leRHS]mulrDl; apply: ler_add).
- apply: le_trans (bB _ _) _; rewrite mulrACA.
  by apply: ler_pmul; rewrite ?norm_ge0.
- apply: le_trans (bB _ _) _; rewrite mulrAC.
  apply: ler_pmul; rewrite ?norm_ge0 //.
  apply: le_trans (norm_add _ _) _; apply: ler_add => //.
  by apply: le_trans (norm_add _ _) _; rewrite ler_add2l.
- apply: le_trans (bB _ _) _; rewrite -mulrA; apply: ler_pmul; rewrite ?norm_ge0 //.
  by apply: le_trans (norm_add _ _) _; rewrite ler_add2l.
Qed.
End Bilinear.

Lemma s_mul k m n f g W (L : 'M[R]_(p, q) -> 'M[R]_(k, m)) (M : 'M[R]_(p, q) -> 'M[R]_(m, n)) :
  smooth f W L -> smooth g W M ->
  smooth (fun V => f V *m g V) W (fun V => L V *m g W + f W *m M V).
Proof.
apply: (@s_bilinear _ _ _ _ _ _ (fun x y => x *m y)) => [y s U V|x s U V|x y].
- by rewrite mulmxDl scalemxAl.
- by rewrite mulmxDr scalemxAr.
- exact: norm_mul.
Qed.
Lemma s_opp m n f W (L : 'M[R]_(p, q) -> 'M[R]_(m, n)) :
  smooth f W L -> smooth (fun V => - f V) W (fun V => - L V).
Proof. by apply: s_lin => s U V; rewrite opprD scalerN. Qed.
Lemma s_turn m n f W (L : 'M[R]_(p, q) -> 'M[R]_(m, n)) :
  smooth f W L -> smooth (fun V => (f V)^T) W (fun V => (L V)^T).
Proof. by apply: s_lin => s U V; rewrite linearP. Qed.
Lemma s_vec m n f W (L : 'M[R]_(p, q) -> 'M[R]_(m, n)) :
  smooth f W L -> smooth (fun V => vec (f V)) W (fun V => vec (L V)).
Proof. by apply: s_lin => s U V; exact: vec_lin. Qed.

(* numbers as 1 x 1 matrices *)
Definition nsmooth (f : 'M[R]_(p, q) -> R) W L :=
  smooth (fun V => (f V)%:M : 'M_1) W (fun V => (L V)%:M).
Lemma s_trace n f W (L : 'M[R]_(p, q) -> 'M[R]_n) :
  smooth f W L -> nsmooth (fun V => \tr (f V)) W (fun V => \tr (L V)).
Proof.
apply: (@s_lin _ _ _ _ (fun M => (\tr M)%:M)) => s U V.
by rewrite linearP raddfD /= -scale_scalar_mx.
Qed.
Lemma s_entry f W (L : 'M[R]_(p, q) -> 'M[R]_1) :
  smooth f W L -> nsmooth (fun V => f V 0 0) W (fun V => L V 0 0).
Proof.
by apply: (@s_lin _ _ _ _ (fun M : 'M_1 => (M 0 0)%:M)) => s U V; rewrite -!mx11_scalar.
Qed.
Lemma s_nconst c W : nsmooth (fun _ => c) W (fun _ => 0).
Proof. by have := s_const (c%:M : 'M_1) W; rewrite /nsmooth raddf0. Qed.
Lemma s_nadd f g W L M : nsmooth f W L -> nsmooth g W M ->
  nsmooth (fun V => f V + g V) W (fun V => L V + M V).
Proof. by move=> h k; apply: s_ext (s_add h k) => V; rewrite raddfD. Qed.
Lemma s_nopp f W L : nsmooth f W L -> nsmooth (fun V => - f V) W (fun V => - L V).
Proof. by move=> h; apply: s_ext (s_opp h) => V; rewrite raddfN. Qed.
Lemma s_nmul f g W L M : nsmooth f W L -> nsmooth g W M ->
  nsmooth (fun V => f V * g V) W (fun V => L V * g W + f W * M V).
Proof.
by move=> h k; apply: s_ext (s_mul h k) => V; rewrite -?scalar_mxM // raddfD /= !scalar_mxM.
Qed.
Lemma s_scale m n f g W L (M : 'M[R]_(p, q) -> 'M[R]_(m, n)) : nsmooth f W L -> smooth g W M ->
  smooth (fun V => f V *: g V) W (fun V => L V *: g W + f W *: M V).
Proof.
pose B (x : 'M[R]_1) (y : 'M[R]_(m, n)) := x 0 0 *: y => h k.
have e (c : R) y : B c%:M y = c *: y by rewrite /B mxE.
suff: smooth (fun V => B (f V)%:M (g V)) W (fun V => B (L V)%:M (g W) + B (f W)%:M (M V)).
  by apply: s_ext => V; rewrite !e.
apply: s_bilinear h k => [y s U V|x s U V|x y].
- by rewrite /B !mxE scalerDl scalerA.
- by rewrite /B scalerDr !scalerA mulrC.
- by rewrite /B norm_scale ler_wpmul2r ?norm_ge0 ?norm_entry.
Qed.

(* ---------- the matrix of a derivative -------------------------------------- *)
Definition jacobian n (L : 'M[R]_(p, q) -> 'M[R]_(n, 1)) : 'M[R]_(n, (p * q)%N) :=
  \matrix_(k, c) L (delta_mx (mxtens_unindex c).1 (mxtens_unindex c).2) k 0.
Lemma jacobian_vec n f W (L : 'M[R]_(p, q) -> 'M[R]_(n, 1)) : smooth f W L ->
  forall V, jacobian L *m vec V^T = L V.
Proof.
case=> lL _ V; rewrite {2}(matrix_sum_delta V) (lin_sum lL); apply/matrixP=> k z.
rewrite ord1 summxE mxE (@eq_sum_tens _ _ _ (fun i j => L (delta_mx i j) k 0 * V i j)).
  apply: eq_bigr => i _; rewrite (lin_sum lL) summxE; apply: eq_bigr => j _.
  by rewrite (linZ lL) mxE mulrC.
by move=> i j; rewrite vecE !mxE mxtens_indexK.
Qed.
Lemma acts_vec n f W (L : 'M[R]_(p, q) -> 'M[R]_(n, 1)) : smooth f W L ->
  forall Z, jacobian L *m vec Z = L Z^T.
Proof. by move=> h Z; rewrite -(jacobian_vec h) trmxK. Qed.
Lemma jacobian_derivative n (f : 'M[R]_(p, q) -> 'M[R]_(n, 1)) W L : smooth f W L ->
  derivative f W (fun V => jacobian L *m vec V^T).
Proof.
by move=> h; apply: smooth_derivative; apply: s_ext (h) => // V; rewrite (jacobian_vec h).
Qed.
(* A derivative is the only one.                                                *)
Lemma le0_small (x c : R) : 0 <= c -> (forall e, 0 < e -> x <= e * c) -> x <= 0.
Proof.
move=> c0 h; rewrite leNgt; apply/negP => x0; have c1 : 0 < c + 1 := ltr_paddl c0 ltr01.
have := h (x / (c + 1)) (divr_gt0 x0 c1).
rewrite mulrAC ler_pdivl_mulr // ler_pmul2l //.
by rewrite -subr_ge0 opprD addrA subrr sub0r oppr_ge0 leNgt ltr01.
Qed.
Lemma derivative_unique n (f : 'M[R]_(p, q) -> 'M[R]_(n, 1)) W (J K : 'M[R]_(n, (p * q)%N)) :
  derivative f W (fun V => J *m vec V^T) -> derivative f W (fun V => K *m vec V^T) -> J = K.
Proof.
move=> hJ hK; apply: ext_vec => Z; rewrite -[Z]trmxK; move: Z^T => V.
apply/eqP; rewrite -subr_eq0; apply/eqP/matrixP => i j; rewrite [RHS]mxE; apply/eqP.
rewrite -normr_le0; apply: le_trans (norm_entry _ i j) _.
apply: (@le0_small _ (norm1 V *+ 2)) => [|e e0]; first by rewrite mulrn_wge0 ?norm_ge0.
have [t t0 h] := hJ e e0; have [s s0 k] := hK e e0.
have m0 : 0 < Num.min t s by rewrite lt_minr t0.
have v1 : 0 < norm1 V + 1 := ltr_paddl (norm_ge0 V) ltr01.
pose a := Num.min t s / (norm1 V + 1); have a0 : 0 < a by rewrite divr_gt0.
have : norm1 (a *: V) < Num.min t s.
  rewrite norm_scale gtr0_norm // /a mulrAC ltr_pdivr_mulr // ltr_pmul2l //.
  by rewrite ltr_addl ltr01.
rewrite lt_minr => /andP[/h ht /k ks].
have na : norm1 (a *: V) = a * norm1 V by rewrite norm_scale gtr0_norm.
rewrite -(ler_pmul2l a0) -{1}(gtr0_norm a0) -norm_scale mulrCA mulrnAr -na mulr2n mulrDr.
apply: le_trans _ (ler_add ks ht); rewrite -[X in _ <= _ + X]norm_opp.
apply: le_trans _ (norm_add _ _); rewrite le_eqVlt; apply/orP; left; apply/eqP; congr norm1.
by rewrite n_trZ -vecZ -!scalemxAr; mxring.
Qed.

(* The same by a column.                                                        *)
End Rules.
Section Columns.
Variables (p : nat).
Definition column_jacobian n (L : 'M[R]_(p, 1) -> 'M[R]_(n, 1)) : 'M[R]_(n, p) :=
  \matrix_(k, c) L (delta_mx c 0) k 0.
Lemma acts_col n f W (L : 'M[R]_(p, 1) -> 'M[R]_(n, 1)) : smooth f W L ->
  forall V, column_jacobian L *m V = L V.
Proof.
case=> lL _ V; rewrite {2}(matrix_sum_delta V) (lin_sum lL); apply/matrixP=> k z.
rewrite ord1 summxE mxE; apply: eq_bigr => i _.
by rewrite big_ord1 (linZ lL) !mxE mulrC.
Qed.
Lemma column_derivative n (f : 'M[R]_(p, 1) -> 'M[R]_(n, 1)) W L : smooth f W L ->
  derivative f W (fun V => column_jacobian L *m V).
Proof.
by move=> h; apply: smooth_derivative; apply: s_ext (h) => // V; rewrite (acts_col h).
Qed.
End Columns.
End Derivatives.
