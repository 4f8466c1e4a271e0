(* Decidable.v : formulas that are true or false without the excluded middle.   *)
(* The truth tables of the checker are classical; where it matters the exporter *)
(* proves that the formula is decided: equations and inequalities, bounded      *)
(* sizes, entries of a matrix, and the sign of a quadratic form.                *)
From mathcomp Require Import all_ssreflect all_algebra ring.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Lemma dec_eq (T : eqType) (x y : T) : x = y \/ ~ x = y.
Proof. by case: (eqVneq x y) => [|/eqP]; [left | right]. Qed.
Lemma dec_bool (b : bool) : b \/ ~ b.
Proof. by case: b; [left | right]. Qed.
Lemma dec_and (P Q : Prop) : P \/ ~ P -> Q \/ ~ Q -> (P /\ Q) \/ ~ (P /\ Q).
Proof. by tauto. Qed.
Lemma dec_some_size (b : nat) (P : nat -> Prop) : (forall k, P k \/ ~ P k) ->
  (forall k, P k -> (k <= b)%N) -> (exists k, P k) \/ ~ (exists k, P k).
Proof.
move=> dP bP; suff [h|h] : (exists k, P k) \/ (forall k, (k <= b)%N -> ~ P k).
- by left.
- by right=> -[k pk]; exact: h (bP _ pk) pk.
elim: b {bP} => [|b [h|h]]; last 2 first.
- by left.
- case: (dP b.+1) => [p|np]; first by left; exists b.+1.
  by right=> k; rewrite leq_eqVlt => /orP[/eqP -> //|]; rewrite ltnS; exact: h.
by case: (dP 0%N) => [p|np]; [left; exists 0%N | right=> k; rewrite leqn0 => /eqP ->].
Qed.
Lemma dec_entry (R : realFieldType) m n (M : 'M[R]_(m, n)) :
  (exists u : 'M[R]_(1, m), exists v : 'M[R]_(n, 1), (u *m M *m v) 0 0 = 1) \/
  ~ (exists u : 'M[R]_(1, m), exists v : 'M[R]_(n, 1), (u *m M *m v) 0 0 = 1).
Proof.
case: (eqVneq M 0) => [->|/matrix0Pn[i [j nz]]].
  by right=> -[u [v]]; rewrite mulmx0 mul0mx mxE => /esym/eqP; rewrite oner_eq0.
left; exists ((M i j)^-1 *: delta_mx 0 i), (delta_mx j 0).
by rewrite -!scalemxAl -rowE -colE !mxE mulVf.
Qed.

(* ---------- quadratic forms ---------------------------------------------------- *)
Section Forms.
Variable R : realFieldType.

(* Combinations of finitely many vectors.                                          *)
Section Span.
Variable V : lmodType R.
Implicit Types (s : seq V) (c : seq R) (u v w : V).
Fixpoint comb s c : V := if s is e :: s' then head 0 c *: e + comb s' (behead c) else 0.
Definition spans s u := exists c, comb s c = u.
Lemma spans0 s : spans s 0.
Proof.
exists [::]; elim: s => //= e s ->; by rewrite scale0r addr0.
Qed.
Lemma spansD s k u v : spans s u -> spans s v -> spans s (k *: u + v).
Proof.
case=> c <- [d <-]; elim: s c d => [|e s IH] c d /=; first by exists [::]; rewrite scaler0 addr0.
have [f h] := IH (behead c) (behead d); exists ((k * head 0 c + head 0 d) :: f); rewrite /= h.
by rewrite scalerDl scalerDr -scalerA -!addrA; congr (_ + _); rewrite addrCA.
Qed.
Lemma spans_mem s v : v \in s -> spans s v.
Proof.
elim: s => //= e s IH; rewrite inE => /orP[/eqP->|/IH[c h]].
  by have [c h] := spans0 s; exists (1 :: c); rewrite /= h scale1r addr0.
by exists (0 :: c); rewrite /= h scale0r add0r.
Qed.
Lemma spans_sum s (I : finType) (k : I -> R) (f : I -> V) :
  (forall i, spans s (f i)) -> spans s (\sum_i k i *: f i).
Proof.
move=> h; elim: (index_enum I) => [|i r IH]; first by rewrite big_nil; exact: spans0.
by rewrite big_cons; apply: spansD.
Qed.

(* A symmetric form on them is negative somewhere, or nowhere: completing squares. *)
Variable B : V -> V -> R.
Hypothesis symB : forall u v, B u v = B v u.
Hypothesis linB : forall k u v w, B (k *: u + v) w = k * B u w + B v w.
Lemma B0 w : B 0 w = 0.
Proof. by have := linB (-1) 0 0 w; rewrite scaler0 addr0 mulN1r addNr. Qed.
Lemma BZ k u w : B (k *: u) w = k * B u w.
Proof. by have := linB k u 0 w; rewrite B0 !addr0. Qed.
Lemma Bsq k u v : B (k *: u + v) (k *: u + v) = k ^+ 2 * B u u + k * B u v *+ 2 + B v v.
Proof. by rewrite linB ![B _ (_ + _)]symB !linB [B v u]symB; ring. Qed.

Lemma dec_span s : (exists2 u, spans s u & B u u < 0) \/ (forall u, spans s u -> 0 <= B u u).
Proof.
elim: {s}(size s) {-2}s (leqnn (size s)) => [|n IH] [|e s] //=.
  1,2: by move=> _; right=> u [c <-]; rewrite /= B0.
rewrite ltnS => sn; have up u : spans s u -> spans (e :: s) u.
  by case=> c <-; exists (0 :: c); rewrite /= scale0r add0r.
have cut u : spans (e :: s) u -> exists k v, spans s v /\ u = k *: e + v.
  by case=> c <-; exists (head 0 c), (comb s (behead c)); split=> //; exists (behead c).
have own : spans (e :: s) e by apply: spans_mem; rewrite mem_head.
case: (ltrgtP (B e e) 0) => [a0|a0|a0]; first by left; exists e.
- pose f v := v - (B v e / B e e) *: e.
  have fs c : comb (map f s) c = f (comb s c).
    elim: s c {sn up cut own} => [|v s IHs] c /=; first by rewrite /f B0 mul0r scale0r subr0.
    rewrite IHs /f linB scalerBr scalerA mulrDl scalerDl -!mulrA opprD !addrA.
    by congr (_ - _); rewrite addrAC.
  have sm : (size (map f s) <= n)%N by rewrite size_map.
  have [[u [c <-] neg]|pos] := IH _ sm.
    left; exists (comb (map f s) c) => //; rewrite fs /f -scaleN1r addrC -[_ *: (_ *: _)]addr0.
    rewrite scalerA -addrA add0r; apply: spansD => //; apply: up; by exists c.
  right=> u /cut[k [v [[c sv] ->]]].
  have -> : k *: e + v = (k + B v e / B e e) *: e + f v.
    by rewrite /f scalerDl -addrA; congr (_ + _); rewrite addrC subrK.
  rewrite Bsq (_ : B e (f v) = 0); last first.
    rewrite symB /f addrC -scaleNr linB mulNr divfK ?gt_eqF // addNr //.
  rewrite mulr0 mul0rn addr0; apply: addr_ge0; first by rewrite mulr_ge0 ?sqr_ge0 ?(ltW a0).
  by apply: pos; exists c; rewrite fs sv.
- case h : (has (fun v => B e v != 0) s).
    case/hasP: h => v vs nz; left; exists ((- (B v v + 1) / (B e v *+ 2)) *: e + v).
      by apply: spansD => //; exact: up (spans_mem vs).
    rewrite Bsq a0 mulr0 add0r -mulrnAr divfK ?mulrn_eq0 // opprD addrAC addNr add0r.
    by rewrite oppr_lt0 ltr01.
  have z v : spans s v -> B e v = 0.
    case=> c <-; move/hasPn: h => h; rewrite symB; elim: s c h {sn up cut own} => [|w s IHs] c h /=.
      exact: B0.
    rewrite linB IHs => [|x xs]; last by apply: h; rewrite inE xs orbT.
    by have := h w; rewrite mem_head symB negbK => /(_ isT) /eqP ->; rewrite mulr0 addr0.
  have [[u su neg]|pos] := IH s sn; first by left; exists u => //; exact: up.
  by right=> u /cut[k [v [sv ->]]]; rewrite Bsq a0 z // !mulr0 mul0rn !add0r; exact: pos.
Qed.
End Span.

(* For directions of two layers: a quadratic q takes a negative value, or not.    *)
Lemma dec_quadratic a b c d (q : 'M[R]_(a, b) -> 'M[R]_(c, d) -> R) :
  (forall (k : R) X Y X' Y' U V,
     q (k *: X + X' + U) (k *: Y + Y' + V) - q (k *: X + X') (k *: Y + Y') - q U V
     = k * (q (X + U) (Y + V) - q X Y - q U V) + (q (X' + U) (Y' + V) - q X' Y' - q U V)) ->
  (forall X Y, q (X + X) (Y + Y) - q X Y - q X Y = 2%:R * q X Y) ->
  (exists X, exists Y, q X Y < 0) \/ ~ (exists X, exists Y, q X Y < 0).
Proof.
move=> lq sq; pose V := [lmodType R of ('M[R]_(a, b) * 'M[R]_(c, d))%type].
pose B (u v : V) := q (u.1 + v.1) (u.2 + v.2) - q u.1 u.2 - q v.1 v.2.
have symB u v : B u v = B v u.
  by rewrite /B [v.1 + _]addrC [v.2 + _]addrC addrAC.
have linB k u v w : B (k *: u + v) w = k * B u w + B v w by rewrite /B /= lq.
have q2 u : B u u = 2%:R * q u.1 u.2 by rewrite /B sq.
pose s : seq V := [seq (delta_mx i.1 i.2, 0) | i : 'I_a * 'I_b]
  ++ [seq (0, delta_mx i.1 i.2) | i : 'I_c * 'I_d].
have all_ (X : 'M[R]_(a, b)) (Y : 'M[R]_(c, d)) : spans s ((X, Y) : V).
  have -> : ((X, Y) : V) = 1 *: (\sum_i X i.1 i.2 *: ((delta_mx i.1 i.2, 0) : V))
      + \sum_i Y i.1 i.2 *: ((0, delta_mx i.1 i.2) : V).
    rewrite scale1r; have e1 (I : finType) (F : I -> V) : (\sum_i F i).1 = \sum_i (F i).1.
      exact: (big_morph fst (fun _ _ => erefl) erefl).
    have e2 (I : finType) (F : I -> V) : (\sum_i F i).2 = \sum_i (F i).2.
      exact: (big_morph snd (fun _ _ => erefl) erefl).
    rewrite [LHS]surjective_pairing [RHS]surjective_pairing /= !e1 !e2 /=.
    rewrite [X in _ + X]big1 ?addr0; last by move=> i _; exact: scaler0.
    rewrite [X in (_, X + _)]big1 ?add0r; last by move=> i _; exact: scaler0.
    by congr (_, _); rewrite [LHS]matrix_sum_delta pair_big.
  apply: spansD; apply: spans_sum => i; apply: spans_mem; rewrite mem_cat.
    by apply/orP; left; apply/mapP; exists i; rewrite ?mem_enum.
  by apply/orP; right; apply/mapP; exists i; rewrite ?mem_enum.
have [[u _ neg]|pos] := dec_span symB linB s; [left | right].
  by exists u.1, u.2; move: neg; rewrite q2 pmulr_rlt0 ?ltr0n.
by case=> X [Y]; have := pos (X, Y) (all_ X Y); rewrite q2 pmulr_rge0 ?ltr0n //= leNgt => /negbTE ->.
Qed.
End Forms.
