(* Axioms.v : the axioms of the checker of certificates, each a theorem here.   *)
(* They are stated in the form in which the exporter writes them; `proofs axioms` *)
(* lists them in words, and what the comment before a lemma says of its proof.    *)
From mathcomp Require Import all_ssreflect all_algebra.
From mathcomp Require Import ring.
From mathcomp.real_closed Require Import mxtens.
From DeepLinear Require Import Squares Networks.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Axioms.
Variable R : realFieldType.

(* square: from sq_ge0 of Squares.v *)
Lemma axiom_square : forall m n (A : 'M[R]_(m, n)), 0 <= \tr (A^T *m A).
Proof. by move=> m n A; exact: sq_ge0. Qed.

(* definite: from sq_eq0 of Squares.v *)
Lemma axiom_definite : forall m n (A : 'M[R]_(m, n)), \tr (A^T *m A) = 0 -> A = 0.
Proof. by move=> m n A; exact: sq_eq0. Qed.

(* reciprocal: from mulfV of mathcomp *)
Lemma axiom_reciprocal : forall s : R, s = 0 \/ exists t : R, s * t = 1.
Proof.
move=> s; case: (eqVneq s 0) => [|nz]; [by left | right].
by exists s^-1; rewrite mulfV.
Qed.

(* sign: from lerP of mathcomp *)
Lemma axiom_sign : forall s : R, 0 <= s \/ s < 0.
Proof. by move=> s; case: (lerP 0 s); [left | right]. Qed.

(* columns *)
Lemma axiom_columns : forall n p (S : 'M[R]_(n, n)) (M : 'M[R]_(n, p)),
  (forall u : 'M[R]_(n, 1), 0 <= (u^T *m S *m u) 0 0) -> 0 <= \tr (M^T *m S *m M).
Proof.
move=> n p S M h; rewrite /mxtrace sumr_ge0 // => j _.
suff <- : ((col j M)^T *m S *m col j M) 0 0 = (M^T *m S *m M) j j by exact: h.
have -> : (col j M)^T *m S *m col j M = (delta_mx j 0)^T *m (M^T *m S *m M) *m delta_mx j 0.
  by rewrite colE trmx_mul !mulmxA.
by rewrite trmx_delta -rowE -colE !mxE.
Qed.

(* compare: from leqP of mathcomp *)
Lemma axiom_compare : forall r s : nat, (r <= s)%N \/ (s.+1 <= r)%N.
Proof. by move=> r s; case: (leqP r s); [left | right]. Qed.

(* count: from mxtrace1 and ler_nat of mathcomp *)
Lemma axiom_count : forall r s : nat, (r <= s)%N ->
  \tr (1%:M : 'M[R]_r) <= \tr (1%:M : 'M[R]_s).
Proof. by move=> r s h; rewrite !mxtrace1 ler_nat. Qed.

(* count_strictly: from mxtrace1 and ler_nat of mathcomp *)
Lemma axiom_count_strictly : forall r s : nat, (r.+1 <= s)%N ->
  \tr (1%:M : 'M[R]_r) + 1 <= \tr (1%:M : 'M[R]_s).
Proof. by move=> r s h; rewrite !mxtrace1 -(natrD _ r 1) ler_nat addn1. Qed.

(* factorization: from mulmx_base, row_base_free and col_base_full of mathcomp *)
Lemma axiom_factorization : forall m n (A : 'M[R]_(m, n)),
  exists r : nat, exists P : 'M[R]_(m, r), exists Q : 'M[R]_(r, n),
  exists L : 'M[R]_(r, m), exists S : 'M[R]_(n, r),
  A = P *m Q /\ (L *m P = 1%:M /\ Q *m S = 1%:M).
Proof.
move=> m n A; exists (\rank A), (col_base A), (row_base A).
have [L hL] := row_fullP (col_base_full A); have [S hS] := row_freeP (row_base_free A).
by exists L, S; split; [rewrite mulmx_base | split].
Qed.

(* pigeonhole: from mxrankM_maxl and mxrank1 of mathcomp *)
Lemma axiom_pigeonhole : forall r s (U : 'M[R]_(r, s)) (V : 'M[R]_(s, r)),
  U *m V = 1%:M -> (r <= s)%N.
Proof.
move=> r s U V h; rewrite -(mxrank1 R r) -h.
exact: leq_trans (mxrankM_maxl _ _) (rank_leq_col _).
Qed.

(* two_sided: from mulmx1C of mathcomp *)
Lemma axiom_two_sided : forall r s (U : 'M[R]_(r, s)) (V : 'M[R]_(s, r)),
  U *m V = 1%:M /\ (s <= r)%N -> V *m U = 1%:M.
Proof.
move=> r s U V [h sr]; have rs := axiom_pigeonhole h.
have e : r = s by apply/eqP; rewrite eqn_leq rs.
by subst s; exact: mulmx1C.
Qed.

(* no_layer: from Pr_id of Networks.v *)
Lemma axiom_no_layer : forall (d : nat -> nat) (W : net R d) j, Pr W j j = 1%:M.
Proof. by move=> d W j; exact: Pr_id. Qed.

(* next_layer: from Pr_S of Networks.v *)
Lemma axiom_next_layer : forall (d : nat -> nat) (W : net R d) i j, (i <= j)%N ->
  Pr W j.+1 i = W j *m Pr W j i.
Proof. by move=> d W i j; exact: Pr_S. Qed.

(* change_layer: from upd_at and upd_ne of Networks.v *)
Lemma axiom_change_layer : forall (d : nat -> nat) (W : net R d) l (V : 'M[R]_(d l.+1, d l)),
  exists U : net R d, U l = V /\
    forall k, (k.+1 <= l)%N \/ (l.+1 <= k)%N -> U k = W k.
Proof.
move=> d W l V; exists (upd W (V - W l) 1); split=> [|k h].
  by rewrite upd_at scale1r addrC subrK.
by apply: upd_ne; apply/eqP => e; case: h; rewrite e ltnn.
Qed.
End Axioms.

(* ---------- from equations to equations, and to inequalities --------------------- *)
Section Steps.
Variable V : zmodType.
Lemma gap_l (a b : V) : a = b -> a - b = 0. Proof. by move->; rewrite subrr. Qed.
Lemma gap_opp (a b : V) : a = b -> - (a - b) = 0. Proof. by move->; rewrite subrr oppr0. Qed.
Lemma gap_both (a b : V) : a = 0 -> b = 0 -> a - b = 0.
Proof. by move=> -> ->; rewrite subr0. Qed.
Lemma gap_r (a b : V) : a - b = 0 -> a = b. Proof. by move/eqP; rewrite subr_eq0 => /eqP. Qed.
End Steps.

Section Order.
Variable R : realFieldType.
Implicit Types a b c t : R.
Lemma gap_le a b t : b - a = t -> 0 <= t -> a <= b.
Proof. by move=> <-; rewrite subr_ge0. Qed.
Lemma gap_lt a b t : b - a = t -> 0 < t -> a < b.
Proof. by move=> <-; rewrite subr_gt0. Qed.
Lemma le_gap a b : a <= b -> 0 <= b - a. Proof. by rewrite subr_ge0. Qed.
Lemma lt_gap a b : a < b -> 0 < b - a. Proof. by rewrite subr_gt0. Qed.
Lemma pos_nonneg a : 0 < a -> 0 <= a. Proof. exact: ltW. Qed.
Lemma pos_frac p q : 0 < p.+1%:R / q.+1%:R :> R.
Proof. by rewrite divr_gt0 ?ltr0n. Qed.
Lemma pos_nat p : 0 < p.+1%:R :> R. Proof. by rewrite ltr0n. Qed.
Lemma nonneg_mul a b : 0 <= a -> 0 <= b -> 0 <= a * b. Proof. exact: mulr_ge0. Qed.
Lemma pos_mul a b : 0 < a -> 0 < b -> 0 < a * b. Proof. exact: mulr_gt0. Qed.
Lemma nonneg_add a b : 0 <= a -> 0 <= b -> 0 <= a + b. Proof. exact: addr_ge0. Qed.
Lemma pos_addl a b : 0 < a -> 0 <= b -> 0 < a + b. Proof. exact: ltr_spaddl. Qed.
Lemma pos_addr a b : 0 <= a -> 0 < b -> 0 < a + b. Proof. by move=> h k; exact: ltr_spaddr k h. Qed.
Lemma eq_add a b : 0 <= a -> b = 0 -> 0 <= a + b. Proof. by move=> h ->; rewrite addr0. Qed.
Lemma eq_addt a b : 0 < a -> b = 0 -> 0 < a + b. Proof. by move=> h ->; rewrite addr0. Qed.
Lemma eq_ge a : a = 0 -> 0 <= a. Proof. by move->. Qed.
(* a sum that is at least zero is no negative number, one above zero not zero   *)
Lemma nonneg_false a b : 0 <= a -> a = - b -> 0 < b -> False.
Proof. by move=> h e; move: h; rewrite e oppr_ge0 leNgt => /negbTE ->. Qed.
Lemma pos_false a : 0 < a -> a = 0 -> False.
Proof. by move=> h e; move: h; rewrite e ltxx. Qed.
End Order.

Lemma same_size (a b : nat) : (a <= b)%N -> (b <= a)%N -> a = b.
Proof. by move=> h k; apply/eqP; rewrite eqn_leq h. Qed.

(* ---------- derivatives by an arbitrary letter: coefficients of what is always zero ----- *)
Section Coefficients.
Variable R : realFieldType.
Lemma col_zero m n (N : 'M[R]_(m, n)) : (forall y : 'M[R]_(n, 1), N *m y = 0) -> N = 0.
Proof.
move=> h; apply/matrixP=> i j; have := h (delta_mx j 0); rewrite -colE.
by move/matrixP/(_ i 0); rewrite !mxE.
Qed.
Lemma row_zero n (N : 'M[R]_(1, n)) :
  (forall y : 'M[R]_(n, 1), (N *m y) 0 0 = 0) -> N = 0.
Proof.
by move=> h; apply: col_zero => y; apply/matrixP=> i j; rewrite !ord1 h mxE.
Qed.
Lemma bilinear_zero m n p q (S : 'M[R]_(m, n)) (T : 'M[R]_(p, q)) :
  (forall (M : 'M[R]_(n, p)) (K : 'M[R]_(q, m)), \tr (S *m M *m T *m K) = 0) ->
  \tr (S^T *m S) * \tr (T *m T^T) = 0.
Proof.
move=> h; have z M : S *m M *m T = 0.
  by apply: axiom_definite; rewrite mxtrace_mulC; exact: h.
case: (eqVneq T 0) => [->|]; first by rewrite mul0mx mxtrace0 mulr0.
move/matrix0Pn=> [j [b nz]]; suff -> : S = 0 by rewrite mulmx0 mxtrace0 mul0r.
apply/matrixP=> a i; rewrite mxE; apply: (mulIf nz); rewrite mul0r.
have := congr1 (fun A : 'M_(_, _) => A a b) (z (delta_mx i (0 : 'I_1) *m delta_mx (0 : 'I_1) j : 'M_(n, p))).
have e : S *m (delta_mx i (0 : 'I_1) *m delta_mx (0 : 'I_1) j) *m T = col i S *m row j T by rewrite !mulmxA -colE -mulmxA -rowE.
by rewrite e mxE big_ord1 !mxE.
Qed.
End Coefficients.
